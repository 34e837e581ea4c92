package trail

import "time"

// speed tells how quickly a sync goes and how long the rest of it takes, judged by its last half minute.
type speed struct {
	marks []mark // of the last half minute, oldest first
}

// mark is how far a sync had come at a moment.
type mark struct {
	at       time.Time
	records  int
	fraction float64 // below 0: not known
}

const (
	speedOver  = 30 * time.Second
	speedAfter = 2 * time.Second // a shorter look says little
)

func (s *speed) note(m mark) {
	s.marks = append(s.marks, m)
	for len(s.marks) > 2 && m.at.Sub(s.marks[0].at) > speedOver {
		s.marks = s.marks[1:]
	}
}

// perSecond is how many records come in a second; 0: not known yet.
func (s *speed) perSecond() float64 {
	first, last, took := s.ends()
	if took < speedAfter {
		return 0
	}
	return float64(last.records-first.records) / took.Seconds()
}

// left is how long the rest takes if it goes on like this; 0: not known.
func (s *speed) left() time.Duration {
	first, last, took := s.ends()
	if came := last.fraction - first.fraction; took >= speedAfter && first.fraction >= 0 && came > 0 {
		return time.Duration((1 - last.fraction) / came * float64(took)).Round(time.Second)
	}
	return 0
}

func (s *speed) ends() (first, last mark, took time.Duration) {
	if len(s.marks) < 2 {
		return first, last, 0
	}
	first, last = s.marks[0], s.marks[len(s.marks)-1]
	return first, last, last.at.Sub(first.at)
}
