package settings_test

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"ordertrail/backend/settings"
)

// systemBus starts a bus of its own in place of the system's, and gives a connection to it.
func systemBus(t *testing.T) *dbus.Conn {
	t.Helper()
	daemon := exec.CommandContext(t.Context(), "dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Skip("no dbus-daemon here:", err)
	}
	t.Cleanup(func() { _ = daemon.Process.Kill(); _ = daemon.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", strings.TrimSpace(address))
	bus, err := dbus.ConnectSystemBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	return bus
}

func TestAWayThatCostsMoneyIsKnownFromNetworkManager(t *testing.T) {
	bus := systemBus(t)
	if settings.Connected(t.Context()).Metered {
		t.Error("metered, though nobody says so")
	}
	const name = "org.freedesktop.NetworkManager"
	known, err := prop.Export(bus, "/org/freedesktop/NetworkManager", prop.Map{name: {"Metered": {Value: uint32(0), Emit: prop.EmitFalse}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bus.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	// Unknown, yes, no, probably yes, probably no.
	for n, want := range []bool{false, true, false, true, false} {
		known.SetMust(name, "Metered", uint32(n))
		if got := settings.Connected(t.Context()).Metered; got != want {
			t.Errorf("%d: metered %v", n, got)
		}
	}
}
