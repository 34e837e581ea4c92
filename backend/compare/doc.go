// Package compare tells what two documents have in common by meaning, across formats, and where each value of a later
// stage came from: by reading the template, else by what the values say.
package compare
