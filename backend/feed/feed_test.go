package feed_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/feed"
)

func TestT(t *testing.T) {}
var _ = cmp.Diff
var _ = json.Valid
var _ = feed.ReadPage
