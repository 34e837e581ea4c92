"""What a person does to a window beyond its page: press a button by its name, answer a file dialog, close it.

desk.py press NAME       presses the button of that name, found as a screen reader finds it
desk.py name PATH        waits for the file dialog, and saves under that path
desk.py close PID        asks the window of a process to close, as its close button does
desk.py drop PID PATH    drags a file from a window of its own to that of a process
"""
import ctypes
import subprocess
import sys
import threading
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 20


def until(what, ask):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"never: {what}")


def nodes(node, depth=0):
    """All that can be reached from a node; what vanishes meanwhile is left out."""
    yield node
    try:
        count = node.get_child_count() if depth < 40 else 0
    except GLib.Error:
        return
    for i in range(min(count, 300)):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child:
            yield from nodes(child, depth + 1)


def find(roles, name=None):
    desktop = Atspi.get_desktop(0)
    for node in nodes(desktop):
        try:
            if node.get_role_name() in roles and (name is None or node.get_name() == name):
                return node
        except GLib.Error:
            continue
    return None


def tool(*words):
    return subprocess.run(["xdotool", *words], check=True, capture_output=True, text=True).stdout.split()


def press(name):
    button = until(f"a button {name}", lambda: find(("push button", "button"), name))
    button.do_action(0)


def name(path):
    until("the file dialog", lambda: find(("file chooser",)))
    # Without a window manager nothing gives the dialog the keyboard. It is the newest window with a title.
    window = until("the dialog's window", lambda: tool("search", "--onlyvisible", "--name", "^Ordertrail$"))[-1]
    tool("windowfocus", "--sync", window)
    tool("key", "--clearmodifiers", "ctrl+a")
    tool("type", "--delay", "15", path)
    tool("key", "Return")


class Message(ctypes.Structure):
    """XClientMessageEvent."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    ]


def close(pid):
    """WM_DELETE_WINDOW is what a window manager sends for a click on the close button."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
    x.XFlush.argtypes = x.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x.XOpenDisplay(None)
    window = int(until("a window", lambda: tool("search", "--onlyvisible", "--pid", pid))[-1])
    data = (ctypes.c_long * 5)(x.XInternAtom(display, b"WM_DELETE_WINDOW", 0), 0, 0, 0, 0)
    event = Message(33, 0, 1, display, window, x.XInternAtom(display, b"WM_PROTOCOLS", 0), 32, data)
    x.XSendEvent(display, window, 0, 0, ctypes.byref(event))
    x.XFlush(display)
    x.XCloseDisplay(display)


def drop(pid, path):
    """A window in the corner gives the file as file managers do; the mouse takes it to the middle of the other."""
    gi.require_version("Gdk", "3.0")
    gi.require_version("Gtk", "3.0")
    from gi.repository import Gdk, Gtk

    source = Gtk.Window(type=Gtk.WindowType.POPUP, width_request=40, height_request=40)
    source.move(0, 0)
    source.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    source.drag_source_add_uri_targets()
    source.connect("drag-data-get", lambda w, context, data, info, at: data.set_uris([Path(path).resolve().as_uri()]))
    source.connect("drag-end", lambda w, context: Gtk.main_quit())
    drags = []
    source.connect("drag-begin", lambda w, context: drags.append(context))
    source.show_all()

    def drag():
        window = until("a window", lambda: tool("search", "--onlyvisible", "--pid", pid))[-1]
        tool("mousemove", "20", "20", "mousedown", "1")
        for step in ("60", "440"):
            tool("mousemove", "--sync", "--window", window, step, step)
        # Let go as soon as the mouse shows that it may be: the page has heard of one move only.
        until("a window that takes the file", lambda: any(one.get_selected_action() for one in drags))
        tool("mouseup", "1")

    threading.Thread(target=drag, daemon=True).start()
    GLib.timeout_add_seconds(PATIENCE, lambda: sys.exit("never: the end of the drag"))
    Gtk.main()


if __name__ == "__main__":
    {"press": press, "name": name, "close": close, "drop": drop}[sys.argv[1]](*sys.argv[2:])
