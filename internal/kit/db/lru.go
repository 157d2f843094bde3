package db

import (
	"container/list"
	"database/sql"
)

// lru keeps the most recently used prepared statements of one connection.
type lru struct {
	max   int
	order *list.List // front is the newest
	items map[string]*list.Element
}

type lruItem struct {
	text string
	stmt *sql.Stmt
}

func newLRU(max int) *lru {
	return &lru{max: max, order: list.New(), items: map[string]*list.Element{}}
}

func (l *lru) get(text string) (*sql.Stmt, bool) {
	e, ok := l.items[text]
	if !ok {
		return nil, false
	}
	l.order.MoveToFront(e)
	return e.Value.(*lruItem).stmt, true
}

func (l *lru) put(text string, st *sql.Stmt) {
	l.items[text] = l.order.PushFront(&lruItem{text, st})
	if l.order.Len() > l.max {
		old := l.order.Remove(l.order.Back()).(*lruItem)
		delete(l.items, old.text)
		_ = old.stmt.Close() // nothing runs on it: one goroutine uses the connection
	}
}

func (l *lru) clear() {
	for l.order.Len() > 0 {
		_ = l.order.Remove(l.order.Front()).(*lruItem).stmt.Close()
	}
	l.items = map[string]*list.Element{}
}
