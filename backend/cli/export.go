package cli

import "context"

type exportCommand struct{}

func (c *exportCommand) run(ctx context.Context, s *session) error { return nil }
