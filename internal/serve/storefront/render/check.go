package render

import (
	"fmt"
	"html/template"
	"text/template/parse"

	"github.com/haatshop/haat/internal/kit/i18n"
)

// checkTexts finds every t "key" in a page and its partials and makes sure the
// default language has it. Keys put together at run time cannot be checked here;
// the theme's test draws every page for those.
func checkTexts(page *template.Template, english *i18n.Locale) error {
	for _, tpl := range page.Templates() {
		if tpl.Tree == nil {
			continue
		}
		for _, key := range textKeys(tpl.Tree.Root) {
			if !hasText(english, key) {
				return fmt.Errorf("theme: %s uses the text %q, which locales/%s.json lacks", tpl.Tree.ParseName, key, english.Name())
			}
		}
	}
	return nil
}

// textKeys collects the constant keys under a node.
func textKeys(n parse.Node) (keys []string) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, c := range n.Nodes {
			keys = append(keys, textKeys(c)...)
		}
	case *parse.ActionNode:
		keys = pipeKeys(n.Pipe)
	case *parse.IfNode:
		keys = branchKeys(&n.BranchNode)
	case *parse.RangeNode:
		keys = branchKeys(&n.BranchNode)
	case *parse.WithNode:
		keys = branchKeys(&n.BranchNode)
	case *parse.TemplateNode:
		keys = pipeKeys(n.Pipe)
	}
	return keys
}

func branchKeys(b *parse.BranchNode) []string {
	keys := append(pipeKeys(b.Pipe), textKeys(b.List)...)
	return append(keys, textKeys(b.ElseList)...)
}

func pipeKeys(p *parse.PipeNode) (keys []string) {
	if p == nil {
		return nil
	}
	for _, cmd := range p.Cmds {
		if len(cmd.Args) >= 2 {
			id, isName := cmd.Args[0].(*parse.IdentifierNode)
			key, isText := cmd.Args[1].(*parse.StringNode)
			if isName && isText && id.Ident == "t" {
				keys = append(keys, key.Text)
			}
		}
		for _, arg := range cmd.Args {
			if sub, ok := arg.(*parse.PipeNode); ok {
				keys = append(keys, pipeKeys(sub)...)
			}
		}
	}
	return keys
}
