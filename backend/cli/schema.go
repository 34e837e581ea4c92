package cli

import "embed"

// Schemas are the JSON Schemas (2020-12) of every document that --json writes: one file per command.
//
//go:embed schema/*.json
var Schemas embed.FS
