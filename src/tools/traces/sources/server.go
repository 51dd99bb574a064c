// A small server as Go programs are: it serves files and compressed pages over TCP and a Unix socket, reads the time, starts another program, and ends its
// work before it stops.
package main

import (
	"compress/gzip"
	"context"
	"crypto/rand"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func main() {
	mux := http.NewServeMux()
	mux.Handle("/files/", http.StripPrefix("/files/", http.FileServer(http.Dir("/usr/share/base-passwd"))))
	mux.HandleFunc("/zipped", func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Encoding", "gzip")
		zipped := gzip.NewWriter(answer)
		for line := range 2000 {
			fmt.Fprintln(zipped, line, time.Now())
		}
		zipped.Close()
	})
	mux.HandleFunc("/program", func(answer http.ResponseWriter, request *http.Request) {
		printed, err := exec.CommandContext(request.Context(), "true").CombinedOutput()
		fmt.Fprintln(answer, string(printed), err)
	})
	mux.HandleFunc("/work", func(answer http.ResponseWriter, _ *http.Request) {
		var group sync.WaitGroup
		for range 8 {
			group.Add(1)
			go func() {
				defer group.Done()
				keep(make([]byte, 4<<20))
			}()
		}
		group.Wait()
		runtime.GC()
		answer.WriteHeader(http.StatusNoContent)
	})
	server := &http.Server{Handler: mux, ReadTimeout: 5 * time.Second}
	for _, place := range [][2]string{{"tcp", "127.0.0.1:8080"}, {"unix", "/run/server.socket"}} {
		listener, err := net.Listen(place[0], place[1])
		if err != nil {
			log.Fatal(err)
		}
		go server.Serve(listener)
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	<-ended
	if err := server.Shutdown(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func keep(room []byte) {
	rand.Read(room)
	time.Sleep(10 * time.Millisecond)
}
