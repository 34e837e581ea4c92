package diagnose

import "ordertrail/backend/order"

// OthersStep is the step that tells which other orders were hit by the row that changed this one.
const OthersStep = "others"

// Others are the other orders that went by the same row of a lookup, or the same template.
type Others struct {
	Orders int
	Since  order.Millis
	Latest []string // ids of requests, one of each of the latest orders
}

// Hit adds to a report which other orders were hit by the same row: one complaint is often many.
func (r *Report) Hit(o Others) {
	with := Params{"N": o.Orders, "Since": Moment(o.Since)}
	step := Step{ID: OthersStep, Answer: OK, Says: say("others.none"), Evidence: []Pointer{{ID: r.Row.ID, Stage: r.Row.Stage}}}
	if o.Orders > 0 {
		step.Answer, step.Says, step.Evidence = Problem, Sentence{"others.some", with}, []Pointer{}
		for _, id := range o.Latest {
			step.Evidence = append(step.Evidence, Pointer{ID: id, Stage: order.Templated})
		}
	}
	r.Steps = append(r.Steps, step)
}
