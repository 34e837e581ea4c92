package cli

import (
	"context"
	"errors"
)

type serveCommand struct {
	Demo bool   `help:"${help_serve_demo}"`
	Port string `placeholder:"N" default:"0" help:"${help_port}"`
}

func (c *serveCommand) run(ctx context.Context, s *session) error {
	port, err := number("port", c.Port, 0, mostPort)
	if err != nil {
		return err
	}
	if s.env.Serve == nil {
		return errors.New("this build has no screens")
	}
	var told error
	err = s.env.Serve(ctx, ServeOptions{
		Data: s.flags.Globals.Data, Demo: c.Demo, Port: port, Lang: s.words.lang, Now: s.now,
		Ready: func(url string) { told = s.ready(url) },
	})
	return stopped(ctx, errors.Join(err, told))
}

// stopped is how a server ends that was told to: interrupted, with nothing to complain of.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && (err == nil || errors.Is(err, ctx.Err())) {
		return &ended{code: exitInterrupted}
	}
	return err
}
