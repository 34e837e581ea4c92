// Package demo makes up the history of one tenant, record by record from a seed, and serves it as a feed to the
// letter of contract/feed.openapi.yaml. Everybody and everything in it is invented; hosts end in .example.
package demo
