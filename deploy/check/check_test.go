// Package check reads every file in deploy/ as the program it is for would,
// with that program's own parser, strictly: a misspelt member fails.
package check

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/yaml"
)

// kinds makes an empty object of each kind the manifests may use.
var kinds = map[string]func() metav1.Object{
	"v1/Namespace":                           func() metav1.Object { return &corev1.Namespace{} },
	"v1/ConfigMap":                           func() metav1.Object { return &corev1.ConfigMap{} },
	"v1/Secret":                              func() metav1.Object { return &corev1.Secret{} },
	"v1/Service":                             func() metav1.Object { return &corev1.Service{} },
	"apps/v1/Deployment":                     func() metav1.Object { return &appsv1.Deployment{} },
	"batch/v1/Job":                           func() metav1.Object { return &batchv1.Job{} },
	"batch/v1/CronJob":                       func() metav1.Object { return &batchv1.CronJob{} },
	"policy/v1/PodDisruptionBudget":          func() metav1.Object { return &policyv1.PodDisruptionBudget{} },
	"autoscaling/v2/HorizontalPodAutoscaler": func() metav1.Object { return &autoscalingv2.HorizontalPodAutoscaler{} },
	"networking.k8s.io/v1/Ingress":           func() metav1.Object { return &networkingv1.Ingress{} },
	"networking.k8s.io/v1/NetworkPolicy":     func() metav1.Object { return &networkingv1.NetworkPolicy{} },
}

// manifests reads every object, strictly, by kind and name.
func manifests(t *testing.T) map[string]metav1.Object {
	t.Helper()
	files, err := filepath.Glob("../kubernetes/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no manifests", err)
	}
	out := map[string]metav1.Object{}
	for _, f := range files {
		if filepath.Base(f) == "kustomization.yaml" {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range bytes.Split(raw, []byte("\n---\n")) {
			var head metav1.TypeMeta
			if err := yaml.Unmarshal(doc, &head); err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			made, ok := kinds[head.APIVersion+"/"+head.Kind]
			if !ok {
				t.Errorf("%s: %s/%s is not a kind this check knows", f, head.APIVersion, head.Kind)
				continue
			}
			o := made()
			if err := yaml.UnmarshalStrict(doc, o); err != nil {
				t.Errorf("%s: %s: %v", f, head.Kind, err)
			}
			if head.Kind != "Namespace" && o.GetNamespace() != "haat" {
				t.Errorf("%s: %s %s is in namespace %q", f, head.Kind, o.GetName(), o.GetNamespace())
			}
			out[head.Kind+"/"+o.GetName()] = o
		}
	}
	return out
}

func get[T metav1.Object](t *testing.T, all map[string]metav1.Object, name string) T {
	t.Helper()
	o, ok := all[name].(T)
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return o
}

func TestTheManifestsFitTogether(t *testing.T) {
	all := manifests(t)
	shop := get[*appsv1.Deployment](t, all, "Deployment/haat")
	pods := labels.Set(shop.Spec.Template.Labels)
	selects := func(what string, s labels.Selector, err error) {
		if err != nil || s.Empty() || !s.Matches(pods) {
			t.Errorf("%s does not select the shop's pods (%v)", what, err)
		}
	}
	s, err := metav1.LabelSelectorAsSelector(shop.Spec.Selector)
	selects("the deployment", s, err)
	service := get[*corev1.Service](t, all, "Service/haat")
	selects("the service", labels.SelectorFromSet(service.Spec.Selector), nil)
	s, err = metav1.LabelSelectorAsSelector(get[*policyv1.PodDisruptionBudget](t, all, "PodDisruptionBudget/haat").Spec.Selector)
	selects("the disruption budget", s, err)
	s, err = metav1.LabelSelectorAsSelector(&get[*networkingv1.NetworkPolicy](t, all, "NetworkPolicy/haat").Spec.PodSelector)
	selects("the network policy", s, err)
	if target := get[*autoscalingv2.HorizontalPodAutoscaler](t, all, "HorizontalPodAutoscaler/haat").Spec.ScaleTargetRef; target.Kind != "Deployment" || target.Name != shop.Name {
		t.Errorf("the autoscaler scales %s %s", target.Kind, target.Name)
	}

	c := shop.Spec.Template.Spec.Containers[0]
	ports := map[string]bool{}
	for _, p := range c.Ports {
		ports[p.Name] = true
	}
	for what, p := range map[string]*corev1.Probe{"startup": c.StartupProbe, "readiness": c.ReadinessProbe, "liveness": c.LivenessProbe} {
		if p == nil || p.HTTPGet == nil || !ports[p.HTTPGet.Port.String()] {
			t.Fatalf("the %s probe has no port of the pod's", what)
		}
	}
	if c.LivenessProbe.HTTPGet.Path != "/healthz" || c.ReadinessProbe.HTTPGet.Path != "/readyz" {
		t.Error("liveness must never ask the database, readiness must")
	}
	if to := service.Spec.Ports[0].TargetPort.String(); !ports[to] {
		t.Errorf("the service sends to port %q", to)
	}
	back := get[*networkingv1.Ingress](t, all, "Ingress/haat").Spec.Rules[0].HTTP.Paths[0].Backend.Service
	if back.Name != service.Name || back.Port.Name != service.Spec.Ports[0].Name {
		t.Errorf("the ingress sends to %s:%s", back.Name, back.Port.Name)
	}
	for _, from := range c.EnvFrom {
		if from.ConfigMapRef != nil {
			get[*corev1.ConfigMap](t, all, "ConfigMap/"+from.ConfigMapRef.Name)
		}
		if from.SecretRef != nil {
			get[*corev1.Secret](t, all, "Secret/"+from.SecretRef.Name)
		}
	}
}

func TestEveryPodIsRootlessAndKeepsNothing(t *testing.T) {
	for name, o := range manifests(t) {
		var pod corev1.PodSpec
		switch o := o.(type) {
		case *appsv1.Deployment:
			pod = o.Spec.Template.Spec
		case *batchv1.Job:
			pod = o.Spec.Template.Spec
		case *batchv1.CronJob:
			pod = o.Spec.JobTemplate.Spec.Template.Spec
		default:
			continue
		}
		if sc := pod.SecurityContext; sc == nil || sc.RunAsNonRoot == nil || !*sc.RunAsNonRoot || sc.SeccompProfile == nil {
			t.Errorf("%s may run as root", name)
		}
		if pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken {
			t.Errorf("%s carries a token of the cluster", name)
		}
		for _, v := range pod.Volumes {
			if v.EmptyDir == nil {
				t.Errorf("%s keeps %s", name, v.Name)
			}
		}
		for _, c := range pod.Containers {
			if sc := c.SecurityContext; sc == nil || sc.ReadOnlyRootFilesystem == nil || !*sc.ReadOnlyRootFilesystem || sc.AllowPrivilegeEscalation == nil ||
				*sc.AllowPrivilegeEscalation || sc.Capabilities == nil || len(sc.Capabilities.Drop) != 1 {
				t.Errorf("%s: container %s may do more than it needs", name, c.Name)
			}
			if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
				t.Errorf("%s: container %s says nothing of what it needs", name, c.Name)
			}
		}
	}
}

func TestEverySettingExists(t *testing.T) {
	known, err := os.ReadFile("../../docs/config.md")
	if err != nil {
		t.Fatal(err)
	}
	all := manifests(t)
	var names []string
	for k := range get[*corev1.ConfigMap](t, all, "ConfigMap/haat").Data {
		names = append(names, k)
	}
	for k := range get[*corev1.Secret](t, all, "Secret/haat").StringData {
		names = append(names, k)
	}
	for _, s := range project(t, "postgres").Services {
		for k := range s.Environment {
			if strings.HasPrefix(k, "HAAT_") {
				names = append(names, k)
			}
		}
	}
	for _, n := range names {
		if !bytes.Contains(known, []byte("`"+n+"`")) {
			t.Errorf("%s is no setting", n)
		}
	}
}

func TestTheKustomizationNamesEveryManifest(t *testing.T) {
	raw, err := os.ReadFile("../kubernetes/kustomization.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var k struct {
		metav1.TypeMeta `json:",inline"`
		Namespace       string   `json:"namespace"`
		Resources       []string `json:"resources"`
	}
	if err := yaml.UnmarshalStrict(raw, &k); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../kubernetes/*.yaml")
	if len(k.Resources) != len(files)-1 {
		t.Errorf("%d resources for %d manifests", len(k.Resources), len(files)-1)
	}
	for _, r := range k.Resources {
		if _, err := os.Stat(filepath.Join("../kubernetes", r)); err != nil {
			t.Error(err)
		}
	}
}

func TestTheDockerfileIsOneThatBuilds(t *testing.T) {
	f, err := os.Open("../docker/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	parsed, err := parser.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	stages, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, s := range stages {
		for _, c := range s.Commands {
			cp, ok := c.(*instructions.CopyCommand)
			if !ok || cp.From != "" {
				if ok && !named[cp.From] {
					t.Errorf("%s copies from %q, which is no stage before it", s.Name, cp.From)
				}
				continue
			}
			for _, p := range cp.SourcePaths {
				if _, err := os.Stat(filepath.Join("../..", p)); err != nil {
					t.Errorf("%s copies what is not there: %v", s.Name, err)
				}
			}
		}
		named[s.Name] = true
	}
	last := stages[len(stages)-1]
	var user, health bool
	for _, c := range last.Commands {
		switch c := c.(type) {
		case *instructions.UserCommand:
			user = c.User != "" && !strings.HasPrefix(c.User, "0") && c.User != "root"
		case *instructions.HealthCheckCommand:
			health = len(c.Health.Test) == 3 && c.Health.Test[0] == "CMD" && c.Health.Test[2] == "health"
		}
	}
	if last.BaseName != "scratch" || !user || !health {
		t.Errorf("the image is from %s, rootless %v, with a health check %v", last.BaseName, user, health)
	}
}

// project loads the Compose file as `docker compose` does.
func project(t *testing.T, profiles ...string) *types.Project {
	t.Helper()
	o, err := cli.NewProjectOptions([]string{"../docker/compose.yaml"}, cli.WithProfiles(profiles))
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.LoadProject(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestComposeStartsOneShopOnEitherEngine(t *testing.T) {
	if names := project(t).ServiceNames(); len(names) != 1 || names[0] != "shop" {
		t.Errorf("without a profile: %v", names)
	}
	all := project(t, "postgres")
	shop, err := all.GetService("shop-postgres")
	if err != nil {
		t.Fatal(err)
	}
	if _, waits := shop.DependsOn["postgres"]; !waits {
		t.Error("the shop does not wait for its database")
	}
	for name, s := range all.Services {
		if name != "postgres" && (!s.ReadOnly || s.User == "" || len(s.CapDrop) != 1) {
			t.Errorf("%s may do more than it needs", name)
		}
	}
}
