//go:build go1.24
// +build go1.24

package main

import (
	"os"
	"path/filepath"
)

func init() {
	acts["os.Root.Open"] = func(file string) error {
		root, err := os.OpenRoot(filepath.Dir(file))
		if err != nil {
			return err
		}
		_, err = root.Open(filepath.Base(file))
		return err
	}
}
