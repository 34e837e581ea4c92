package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// method is one exported method of the App.
type method struct {
	call  reflect.Value
	takes []reflect.Type
	gives bool // a value beside the error
}

type methods map[string]method

var errorType = reflect.TypeFor[error]()

// methodsOf finds the methods a page may call, under the rule that also holds for the window:
// each returns error or (T, error).
func methodsOf(app any) (methods, error) {
	value := reflect.ValueOf(app)
	if !value.IsValid() {
		return nil, errors.New("web: there is no App to call")
	}
	found := methods{}
	for i := range value.NumMethod() {
		name, call := value.Type().Method(i).Name, value.Method(i)
		m, err := shapeOf(call)
		if err != nil {
			return nil, fmt.Errorf("web: method %s: %w", name, err)
		}
		found[name] = m
	}
	return found, nil
}

func shapeOf(call reflect.Value) (method, error) {
	t := call.Type()
	results := t.NumOut()
	if results < 1 || results > 2 || t.Out(results-1) != errorType || t.IsVariadic() {
		return method{}, errors.New("must return error or (T, error) and take a fixed number of arguments")
	}
	m := method{call: call, gives: results == 2}
	for i := range t.NumIn() {
		m.takes = append(m.takes, t.In(i))
	}
	return m, nil
}

// arguments reads the JSON array of a call into values of the wanted types.
func (m method) arguments(body []byte) ([]reflect.Value, error) {
	var given []json.RawMessage
	if err := json.Unmarshal(body, &given); err != nil {
		return nil, fmt.Errorf("read the arguments: %w", err)
	}
	if len(given) != len(m.takes) {
		return nil, fmt.Errorf("%d arguments where %d are taken", len(given), len(m.takes))
	}
	values := make([]reflect.Value, len(given))
	for i, raw := range given {
		into := reflect.New(m.takes[i])
		if err := json.Unmarshal(raw, into.Interface()); err != nil {
			return nil, fmt.Errorf("read argument %d: %w", i+1, err)
		}
		values[i] = into.Elem()
	}
	return values, nil
}

// run calls the method. A panic in it is an error to the page, as it must be in the window.
func (m method) run(arguments []reflect.Value) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			result, err = nil, crashed(p)
		}
	}()
	out := m.call.Call(arguments)
	if failure := out[len(out)-1]; !failure.IsNil() {
		return nil, failure.Interface().(error)
	}
	if !m.gives {
		return nil, nil
	}
	return out[0].Interface(), nil
}
