package store

import (
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// Closed sets are stored as numbers. These never change once released; new values are added at the end.
var (
	outcomes    = []order.Outcome{order.Accepted, order.TemplateFailed, order.Duplicate, order.HandoffFailed, order.NoAnswer, order.Rejected, order.Undecided}
	kinds       = []order.Kind{order.KindReceived, order.KindProduction, order.KindShipping, order.KindDelivery, order.KindError, order.KindOther}
	severities  = []order.Severity{order.SeverityInfo, order.SeverityWarning, order.SeverityError}
	stageStates = []order.StageState{
		order.StageNotCaptured, order.StageNotReached, order.StageFailed, order.StagePartial,
		order.StageWaiting, order.StageEmpty, order.StagePassed,
	}
)

// cancelSeverity is the severity of a postback that tells of a cancelled order: a warning unless it was asked for.
const cancelSeverity = 3

// farFuture is when pending requests count as unanswered: what is stored is judged as of then.
const farFuture order.Millis = 1 << 52

func code[T comparable](set []T, value T) int { return slices.Index(set, value) }

func listCode(l order.List) int {
	if l == order.Postbacks {
		return 2
	}
	return 1
}

// packStages puts four states into one number, four bits each, the first lowest.
func packStages(s order.StageStates) int {
	packed := 0
	for i, stage := range order.AllStages {
		packed |= code(stageStates, s.Of(stage)) << (4 * i)
	}
	return packed
}

func unpackStages(packed int) order.StageStates {
	at := func(i int) order.StageState { return stageStates[packed>>(4*i)&15] }
	return order.StageStates{Original: at(0), Template: at(1), Final: at(2), Response: at(3)}
}

// failedStage is 1 to 4 for the first failed stage, 0 for none.
func failedStage(s order.StageStates) int {
	for i, stage := range order.AllStages {
		if s.Of(stage) == order.StageFailed {
			return i + 1
		}
	}
	return 0
}

const mixColumns = 4

// mixOf are the columns of a record (t) that make its mix.
func mixOf(list order.List) [mixColumns]string {
	if list == order.Postbacks {
		return [...]string{"t.customer", "t.kind", "t.direction", "t.result"}
	}
	return [...]string{"t.customer", "t.outcome", "t.type", "t.failed_stage"}
}

// selectMix is how they are asked for.
func selectMix(list order.List) string {
	columns := mixOf(list)
	return strings.Join(columns[:], ", ")
}

// bodiesOf is the table of the bodies of a list.
func bodiesOf(list order.List) string {
	if list == order.Postbacks {
		return "postback_bodies"
	}
	return "request_bodies"
}
