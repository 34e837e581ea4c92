package demo

// printed is the value as Jinja2 writes it.
func (v value) printed() string {
	switch v.kind {
	case undefined:
		return ""
	case null:
		return "None"
	case boolean:
		return map[string]string{"true": "True", "false": "False"}[v.text]
	}
	return v.text
}

func (v value) truthy() bool {
	switch v.kind {
	case undefined, null:
		return false
	case boolean:
		return v.text == "true"
	case number:
		return v.text != "0"
	case text:
		return v.text != ""
	}
	return len(v.list)+len(v.fields) > 0
}

// attribute gives what is under a name; one that is missing is undefined, and one of an undefined value an error.
func (v value) attribute(name string) (value, error) {
	if v.kind == undefined {
		return value{}, &renderError{code: "template_render_error", class: "UndefinedError", message: v.text}
	}
	if found, ok := v.get(name); ok {
		return found, nil
	}
	what := map[kind]string{object: "dict", text: "str", array: "list", number: "int", null: "None", boolean: "bool"}[v.kind]
	if v.kind == null {
		return value{text: "None has no attribute '" + name + "'"}, nil
	}
	return value{text: "'" + what + " object' has no attribute '" + name + "'"}, nil
}
