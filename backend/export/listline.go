package export

import (
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// requestLine is a request as a row of a table. Its tags name the columns, in CSV as in Parquet.
type requestLine struct {
	ID                  string  `parquet:"id"`
	ReceivedAt          *int64  `parquet:"receivedAt,optional,timestamp(millisecond)"`
	Type                string  `parquet:"type,dict"`
	Outcome             string  `parquet:"outcome,dict"`
	OrderReferenceID    *string `parquet:"orderReferenceId,optional"`
	OrderID             *string `parquet:"orderId,optional"`
	CustomerID          *string `parquet:"customerId,optional,dict"`
	CustomerName        *string `parquet:"customerName,optional,dict"`
	CustomerReferenceID *string `parquet:"customerReferenceId,optional,dict"`
	ConnectorID         *string `parquet:"connectorId,optional,dict"`
	ConnectorType       *string `parquet:"connectorType,optional,dict"`
	ConnectorName       *string `parquet:"connectorName,optional,dict"`
	Original            string  `parquet:"stageOriginal,dict"`
	Template            string  `parquet:"stageTemplate,dict"`
	Final               string  `parquet:"stageFinal,dict"`
	Response            string  `parquet:"stageResponse,dict"`
	Severity            string  `parquet:"severity,dict"`
	HTTPStatus          *int    `parquet:"httpStatus,optional"`
	DurationMs          *int64  `parquet:"durationMs,optional"`
	LastNewsKind        *string `parquet:"lastNewsKind,optional,dict"`
	LastNewsAt          *int64  `parquet:"lastNewsAt,optional,timestamp(millisecond)"`
	Bookmarked          bool    `parquet:"bookmarked"`
	HasNote             bool    `parquet:"hasNote"`
	Source              string  `parquet:"source,dict"`
}

func newRequestLine(r order.RequestRow) requestLine {
	return requestLine{
		ID: r.ID, ReceivedAt: told(r.ReceivedAt), Type: string(r.Type), Outcome: string(r.Outcome),
		OrderReferenceID: feed.Known(r.OrderReferenceID, ""), OrderID: feed.Known(r.OrderID, ""),
		CustomerID: feed.Known(r.Customer.ID, ""), CustomerName: feed.Known(r.Customer.Name, ""), CustomerReferenceID: feed.Known(r.Customer.ReferenceID, ""),
		ConnectorID: feed.Known(r.Connector.ID, ""), ConnectorType: feed.Known(r.Connector.Type, ""), ConnectorName: feed.Known(r.Connector.Name, ""),
		Original: string(r.Stages.Original), Template: string(r.Stages.Template), Final: string(r.Stages.Final), Response: string(r.Stages.Response),
		Severity: string(r.Severity), HTTPStatus: feed.Known(r.HTTPStatus, 0), DurationMs: feed.Known(r.DurationMs, -1),
		LastNewsKind: feed.Known(string(r.LastNews.Kind), ""), LastNewsAt: told(r.LastNews.At),
		Bookmarked: r.Bookmarked, HasNote: r.HasNote, Source: r.Source,
	}
}

// postbackLine is a postback as a row of a table.
type postbackLine struct {
	ID                  string  `parquet:"id"`
	OccurredAt          *int64  `parquet:"occurredAt,optional,timestamp(millisecond)"`
	Direction           string  `parquet:"direction,dict"`
	Event               string  `parquet:"event,dict"`
	Status              *string `parquet:"status,optional,dict"`
	Kind                string  `parquet:"kind,dict"`
	Severity            string  `parquet:"severity,dict"`
	Result              string  `parquet:"result,dict"`
	Attempts            int     `parquet:"attempts"`
	HTTPStatus          *int    `parquet:"httpStatus,optional"`
	OrderReferenceID    *string `parquet:"orderReferenceId,optional"`
	OrderID             *string `parquet:"orderId,optional"`
	CustomerID          *string `parquet:"customerId,optional,dict"`
	CustomerName        *string `parquet:"customerName,optional,dict"`
	CustomerReferenceID *string `parquet:"customerReferenceId,optional,dict"`
	Bookmarked          bool    `parquet:"bookmarked"`
	HasNote             bool    `parquet:"hasNote"`
	Source              string  `parquet:"source,dict"`
}

func newPostbackLine(p order.PostbackRow) postbackLine {
	return postbackLine{
		ID: p.ID, OccurredAt: told(p.OccurredAt), Direction: string(p.Direction), Event: p.Event, Status: feed.Known(p.Status, ""),
		Kind: string(p.Kind), Severity: string(p.Severity), Result: string(p.Result), Attempts: p.Attempts, HTTPStatus: feed.Known(p.HTTPStatus, 0),
		OrderReferenceID: feed.Known(p.OrderReferenceID, ""), OrderID: feed.Known(p.OrderID, ""),
		CustomerID: feed.Known(p.Customer.ID, ""), CustomerName: feed.Known(p.Customer.Name, ""), CustomerReferenceID: feed.Known(p.Customer.ReferenceID, ""),
		Bookmarked: p.Bookmarked, HasNote: p.HasNote, Source: p.Source,
	}
}

// told gives nil for a moment that is not known.
func told(m order.Millis) *int64 { return feed.Known(int64(m), 0) }
