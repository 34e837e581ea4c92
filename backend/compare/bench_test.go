//go:build unix

package compare_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// largeOrders are two documents of 5 MB that differ in one field of a hundred.
func largeOrders() (one, other []byte) {
	var a, b strings.Builder
	a.WriteString(`{"order":{"number":"NL-1","lines":[`)
	b.WriteString(`{"orderReferenceId":"NL-1","items":[`)
	for i := 0; a.Len() < 5<<20; i++ {
		if i > 0 {
			a.WriteByte(',')
			b.WriteByte(',')
		}
		quantity := i % 50
		fmt.Fprintf(&a, `{"lineId":"L%d","sku":"POSTER-A%d-SILK","qty":%d,"art":[{"side":"front","href":"https://art.example/%d.pdf"}],"note":"line %d of many"}`, i, i%6, quantity, i, i)
		if i%100 == 0 {
			quantity++
		}
		fmt.Fprintf(&b, `{"itemReferenceId":"L%d","productUid":"flat_product_pf_a%d_cl_4-0_ver","quantity":%d,"files":[{"type":"front","url":"https://art.example/%d.pdf"}],"metadata":[{"key":"note","value":"line %d of many"}]}`, i, i%6, quantity, i, i)
	}
	a.WriteString("]}}")
	b.WriteString("]}")
	return []byte(a.String()), []byte(b.String())
}

func message(body []byte) *order.Message {
	return &order.Message{ContentType: "application/json", Body: body}
}

// cpu is the time that the processor has worked for this process: others work on the machine too.
func cpu(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func BenchmarkCompareFiveMegabytes(b *testing.B) {
	v := vocabulary(b)
	one, other := largeOrders()
	b.SetBytes(int64(len(one) + len(other)))
	var c *compare.Comparison
	before := cpu(b)
	for b.Loop() {
		s := v.Of(&order.Stages{Original: message(one), Final: message(other)})
		compare.ReadBoth(s, order.Original, s, order.Final)
		c = s.Compare(order.Original, order.Final)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/pair")         // the goal is 1
	b.ReportMetric((cpu(b)-before).Seconds()/float64(b.N), "cpu-s/pair") // of both processors
	b.ReportMetric(float64(len(c.Rows)), "rows")
}
