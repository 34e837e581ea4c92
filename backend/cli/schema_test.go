package cli_test

import (
	"bytes"
	"io/fs"
	"path"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"ordertrail/backend/cli"
)

// conforms holds a document to its schema, and to being the only one: conforms NAME [FILE]; without FILE it is stdout.
func conforms(ts *testscript.TestScript, neg bool, args []string) {
	file := "stdout"
	if len(args) > 1 {
		file = args[1]
	}
	text := ts.ReadFile(file)
	if lines := bytes.Count([]byte(text), []byte("\n")); lines != 1 {
		ts.Fatalf("%d lines, not one document", lines)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
	ts.Check(err)
	schema, err := compile(args[0])
	ts.Check(err)
	if err := schema.Validate(doc); (err != nil) != neg {
		ts.Fatalf("%s against %s: %v", file, args[0], err)
	}
}

const schemas = "https://ordertrail.example/"

func compile(name string) (*jsonschema.Schema, error) {
	compiler := jsonschema.NewCompiler()
	files, err := fs.Glob(cli.Schemas, "schema/*.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := cli.Schemas.ReadFile(file)
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		if err := compiler.AddResource(schemas+file, doc); err != nil {
			return nil, err
		}
	}
	return compiler.Compile(schemas + path.Join("schema", name+".json"))
}
