// Package design holds the tokens both faces are made of.
package design

import _ "embed"

//go:embed tokens.json
var tokens string

// Tokens is tokens.json, in the format of the Design Tokens Community Group.
func Tokens() string { return tokens }
