// acts ACT FILE: does one thing by Go's runtime and standard library, as acts.c does it by a libc.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

var acts = map[string]func(file string) error{
	"start": func(string) error { return nil },
	"runtime.LockOSThread": func(string) error {
		done := make(chan bool)
		for count := 0; count < 4; count++ {
			go func() {
				runtime.LockOSThread()
				done <- true
			}()
		}
		for count := 0; count < 4; count++ {
			<-done
		}
		return nil
	},
	"exec.Command": func(file string) error { return exec.Command(os.Args[0], "start", file).Run() },
	"exec.LookPath": func(string) error {
		_, err := exec.LookPath("sh")
		return err
	},
	"os.Stat": func(file string) error {
		_, err := os.Stat(file)
		return err
	},
	"os.Chmod": func(file string) error { return os.Chmod(file, 0600) },
	"os.Open": func(file string) error {
		_, err := os.Open(file)
		return err
	},
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "acts" {
		for name := range acts {
			fmt.Println(name)
		}
		return
	}
	if len(os.Args) < 3 || acts[os.Args[1]] == nil {
		os.Exit(2)
	}
	err := acts[os.Args[1]](os.Args[2])
	if err == nil {
		return
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		fmt.Print(int(number))
	}
	os.Exit(1)
}
