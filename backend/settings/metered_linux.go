package settings

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"
)

// What NetworkManager says of the way out: 1 yes, 3 probably (its D-Bus API, NMMetered).
const (
	networkManager = "org.freedesktop.NetworkManager"
	meteredYes     = 1
	meteredLikely  = 3
)

// metered asks NetworkManager; where there is none, nothing is known to cost money.
func metered(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	bus, err := dbus.ConnectSystemBus(dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer func() { _ = bus.Close() }()
	var said dbus.Variant
	err = bus.Object(networkManager, "/org/freedesktop/NetworkManager").
		CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart, networkManager, "Metered").Store(&said)
	n, ok := said.Value().(uint32)
	return err == nil && ok && (n == meteredYes || n == meteredLikely)
}
