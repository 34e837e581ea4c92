package web_test

import (
	"bufio"
	"testing"
	"time"
)

func TestBellsRingAPageThatListens(t *testing.T) {
	s := serve(t, built)
	s.enter(t)
	stream, err := s.client.Do(s.get(t, "/events"))
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	if !lines.Scan() || lines.Text() != ": here" { // from here on the page is subscribed
		t.Fatalf("the stream began with %q", lines.Text())
	}
	s.ring("sync")
	for lines.Scan() {
		if lines.Text() == "data: sync" {
			break
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := s.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("an open stream held the server up for %s", took)
	}
}
