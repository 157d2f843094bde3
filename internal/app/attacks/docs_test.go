package attacks_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheAttacksPageNamesEveryCaseAndOnlyTestsThereAre(t *testing.T) {
	const root = "../../.."
	page, err := os.ReadFile(filepath.Join(root, "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	err = filepath.WalkDir(filepath.Join(root, "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		body, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(body, -1) {
			have[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\| (R?\d+) \|.*\| (.*) \| (.*) \|$`).FindAllStringSubmatch(string(page), -1) {
		if rows[m[1]] != "" {
			t.Errorf("case %s stands there twice", m[1])
		}
		rows[m[1]] = m[2]
		if !strings.HasPrefix(m[1], "R") && m[2] == "–" && m[3] == "–" {
			t.Errorf("case %s is neither replayed nor waits for anything", m[1])
		}
	}
	for n := 1; n <= 75; n++ {
		if rows[fmt.Sprint(n)] == "" {
			t.Errorf("case %d is missing", n)
		}
	}
	for n := 1; n <= 24; n++ {
		if rows[fmt.Sprint("R", n)] == "" {
			t.Errorf("case R%d is missing", n)
		}
	}
	for _, name := range regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(string(page), -1) {
		if !have[name[1]] {
			t.Errorf("there is no %s", name[1])
		}
	}
	for name := range have {
		if m := regexp.MustCompile(`^TestAttack(\d\d)`).FindStringSubmatch(name); m != nil && !strings.Contains(rows[strings.TrimLeft(m[1], "0")], "`"+name+"`") {
			t.Errorf("%s is not on the page", name)
		}
	}
}
