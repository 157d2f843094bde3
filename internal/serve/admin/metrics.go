package admin

import (
	"context"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/meter"
)

// Sources are where the numbers come from. Everything here is counted anyway,
// or asked when somebody scrapes.
type Sources struct {
	Routes   *meter.Routes
	Pages    func() Pages
	DB       *db.DB
	Jobs     *job.Runner
	Events   *event.Log
	Mails    *meter.Pairs // transport, outcome
	Webhooks *meter.Pairs // provider, outcome
	LogIns   *meter.Pairs // audience, outcome
	Search   func() Search
}

// Pages is the state of the page cache.
type Pages struct {
	Hits, Misses, Stored, Refused uint64
	Kept                          int
	Bytes                         int64
}

// Search is the state of the search index.
type Search struct{ Documents, Terms, Segments, Bytes int }

// askTime bounds what one scrape asks of the database.
const askTime = 5 * time.Second

// collector turns the counters into what Prometheus reads, when it asks.
type collector struct {
	s    Sources
	desc map[string]*prometheus.Desc
}

// registry holds the shop's numbers and Go's own.
func registry(s Sources, version string) *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), build(version), newCollector(s))
	return r
}

func build(version string) prometheus.Collector {
	revision, _ := revision()
	g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "haat_build_info", Help: "What this build is; always 1.",
		ConstLabels: prometheus.Labels{"version": version, "revision": revision, "go": runtime.Version()}})
	g.Set(1)
	return g
}

func revision() (commit string, modified bool) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", false
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	return commit, modified
}

// metric is one line of the list in docs/operations.md.
type metric struct {
	name, help string
	labels     []string
}

func metrics() []metric {
	return []metric{
		{"haat_http_requests_total", "Answered requests by route and class of status.", []string{"door", "method", "route", "status"}},
		{"haat_http_request_seconds", "How long requests took.", []string{"door", "method", "route"}},
		{"haat_page_cache_requests_total", "Pages asked of the page cache.", []string{"result"}},
		{"haat_page_cache_stored_total", "Pages kept after drawing; stale are those that changed while they were drawn.", []string{"result"}},
		{"haat_page_cache_pages", "Pages in the cache.", nil},
		{"haat_page_cache_bytes", "Bytes of the pages in the cache.", nil},
		{"haat_db_transactions_total", "Transactions by outcome.", []string{"engine", "outcome"}},
		{"haat_db_transaction_seconds", "Transactions from call to answer, waiting and retries included.", []string{"engine"}},
		{"haat_db_retries_total", "Attempts of a transaction after the first.", []string{"engine"}},
		{"haat_db_group_size", "Transactions in one COMMIT (SQLite).", []string{"engine"}},
		{"haat_db_connections", "Connections: PostgreSQL's pool, SQLite's readers.", []string{"engine", "state"}},
		{"haat_db_writer_waiting", "Transactions waiting for the writer (SQLite).", []string{"engine"}},
		{"haat_db_pool_waits_total", "How often a connection was waited for (PostgreSQL).", []string{"engine"}},
		{"haat_db_pool_wait_seconds_total", "How long connections were waited for altogether (PostgreSQL).", []string{"engine"}},
		{"haat_jobs", "Jobs in the queue; dead are those that used up their tries.", []string{"kind", "state"}},
		{"haat_jobs_oldest_ready_seconds", "How long the job that waits longest could have run.", nil},
		{"haat_job_runs_total", "Attempts of jobs on this node by outcome.", []string{"kind", "outcome"}},
		{"haat_job_seconds", "How long attempts took on this node.", []string{"kind"}},
		{"haat_event_lag", "Events a listener has not read.", []string{"listener", "how"}},
		{"haat_event_lag_seconds", "How long the first unread event has been waiting.", []string{"listener", "how"}},
		{"haat_mails_total", "Mails handed on by outcome.", []string{"transport", "outcome"}},
		{"haat_webhooks_total", "Messages of providers by outcome.", []string{"provider", "outcome"}},
		{"haat_logins_total", "Log-ins by password by outcome.", []string{"audience", "outcome"}},
		{"haat_search_documents", "Products in this node's search index.", nil},
		{"haat_search_terms", "Words in this node's search index.", nil},
		{"haat_search_bytes", "Memory of this node's search index, about.", nil},
		{"haat_search_age_seconds", "How far the index is behind what shoppers see; 0 when it is in step.", nil},
		{"haat_scrape_failed", "1 when the database did not answer what was asked of it for this scrape.", nil},
	}
}

func newCollector(s Sources) *collector {
	c := &collector{s: s, desc: map[string]*prometheus.Desc{}}
	for _, m := range metrics() {
		c.desc[m.name] = prometheus.NewDesc(m.name, m.help, m.labels, nil)
	}
	return c
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range c.desc {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (c *collector) Collect(to chan<- prometheus.Metric) {
	out := sink{c: c, to: to}
	c.requests(out)
	c.pages(out)
	c.database(out)
	c.counted(out)
	ctx, cancel := context.WithTimeout(context.Background(), askTime)
	defer cancel()
	failed := 0.0
	if c.queue(ctx, out) != nil || c.lags(ctx, out) != nil {
		failed = 1
	}
	out.gauge("haat_scrape_failed", failed)
}

func (c *collector) requests(out sink) {
	for _, r := range c.s.Routes.All() {
		for class, n := range r.Classes() {
			if n > 0 {
				out.counter("haat_http_requests_total", float64(n), r.Door, r.Method, r.Pattern, strconv.Itoa(class)+"xx")
			}
		}
		// Most routes of a door are never asked for on one node.
		if took := r.Took(); took.Count > 0 {
			out.histogram("haat_http_request_seconds", took, r.Door, r.Method, r.Pattern)
		}
	}
}

func (c *collector) pages(out sink) {
	p := c.s.Pages()
	out.counter("haat_page_cache_requests_total", float64(p.Hits), "hit")
	out.counter("haat_page_cache_requests_total", float64(p.Misses), "miss")
	out.counter("haat_page_cache_stored_total", float64(p.Stored), "kept")
	out.counter("haat_page_cache_stored_total", float64(p.Refused), "stale")
	out.gauge("haat_page_cache_pages", float64(p.Kept))
	out.gauge("haat_page_cache_bytes", float64(p.Bytes))
	s := c.s.Search()
	out.gauge("haat_search_documents", float64(s.Documents))
	out.gauge("haat_search_terms", float64(s.Terms))
	out.gauge("haat_search_bytes", float64(s.Bytes))
}

func (c *collector) database(out sink) {
	m, engine, pool := c.s.DB.Meters(), c.s.DB.Engine(), c.s.DB.Pool()
	e := engine.String()
	out.counter("haat_db_transactions_total", float64(m.Committed.Load()), e, "committed")
	out.counter("haat_db_transactions_total", float64(m.RolledBack.Load()), e, "rolled_back")
	out.counter("haat_db_retries_total", float64(m.Retried.Load()), e)
	out.histogram("haat_db_transaction_seconds", m.Took.Read(), e)
	out.gauge("haat_db_connections", float64(pool.Used), e, "used")
	out.gauge("haat_db_connections", float64(pool.Idle), e, "idle")
	out.gauge("haat_db_connections", float64(pool.Max), e, "max")
	if engine == db.SQLite {
		out.histogram("haat_db_group_size", m.Group.Read(), e)
		out.gauge("haat_db_writer_waiting", float64(pool.Waiting), e)
		return
	}
	out.counter("haat_db_pool_waits_total", float64(pool.Waits), e)
	out.counter("haat_db_pool_wait_seconds_total", pool.WaitTime.Seconds(), e)
}

func (c *collector) counted(out sink) {
	for name, pairs := range map[string]*meter.Pairs{"haat_mails_total": c.s.Mails, "haat_webhooks_total": c.s.Webhooks, "haat_logins_total": c.s.LogIns,
		"haat_job_runs_total": &c.s.Jobs.Meters().Runs} {
		for k, n := range pairs.All() {
			out.counter(name, float64(n), k[0], k[1])
		}
	}
	for kind, took := range c.s.Jobs.Meters().Took() {
		if took.Count > 0 {
			out.histogram("haat_job_seconds", took, kind)
		}
	}
}

func (c *collector) queue(ctx context.Context, out sink) error {
	kinds, err := c.s.Jobs.CountKinds(ctx, c.s.DB)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		out.gauge("haat_jobs", float64(k.N), k.Kind, k.State)
	}
	age, err := c.s.Jobs.OldestAge(ctx, c.s.DB)
	if err == nil {
		out.gauge("haat_jobs_oldest_ready_seconds", age.Seconds())
	}
	return err
}

// searchListener keeps the search index in step.
const searchListener = "search.index"

func (c *collector) lags(ctx context.Context, out sink) error {
	lags, err := c.s.Events.Lags(ctx)
	for _, l := range lags {
		out.gauge("haat_event_lag", float64(l.Events), l.Listener, l.How)
		out.gauge("haat_event_lag_seconds", l.Age.Seconds(), l.Listener, l.How)
		if l.Listener == searchListener {
			out.gauge("haat_search_age_seconds", l.Age.Seconds())
		}
	}
	return err
}

// sink makes metrics; a wrong number of labels is a mistake a scrape shows.
type sink struct {
	c  *collector
	to chan<- prometheus.Metric
}

func (s sink) send(name string, m prometheus.Metric, err error) {
	if err != nil {
		m = prometheus.NewInvalidMetric(s.c.desc[name], err)
	}
	s.to <- m
}

func (s sink) counter(name string, v float64, labels ...string) {
	m, err := prometheus.NewConstMetric(s.c.desc[name], prometheus.CounterValue, v, labels...)
	s.send(name, m, err)
}

func (s sink) gauge(name string, v float64, labels ...string) {
	m, err := prometheus.NewConstMetric(s.c.desc[name], prometheus.GaugeValue, v, labels...)
	s.send(name, m, err)
}

func (s sink) histogram(name string, r meter.Reading, labels ...string) {
	m, err := prometheus.NewConstHistogram(s.c.desc[name], r.Count, r.Sum, r.Buckets, labels...)
	s.send(name, m, err)
}
