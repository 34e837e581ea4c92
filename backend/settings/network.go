package settings

import (
	"context"
	"net"
	"slices"
	"strings"
)

// Network is how this machine is connected.
type Network struct {
	Way     string // in words that change when the way does; "" without one
	Metered bool   // what is sent costs money, as far as the system says
}

// Connected looks how this machine is connected.
func Connected(ctx context.Context) Network {
	return Network{Way: way(), Metered: metered(ctx)}
}

// way names the addresses by which this machine reaches others.
func way() string {
	interfaces, err := net.Interfaces()
	if err != nil {
		return ""
	}
	var all []string
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, _ := i.Addrs() // one that went away in between has none
		for _, a := range addresses {
			all = append(all, i.Name+" "+a.String())
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
