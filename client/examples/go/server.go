// The smallest honest server in Go: a goroutine for each client.
//
//	server tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"time"
)

func same(params []interface{}) interface{} { return params }

var methods = map[string]func([]interface{}) interface{}{
	"echo": same,
	"ping": same,
}

// failure is told to who asked, or to no one in particular.
func failure(msgid interface{}, code int, sentence string) []interface{} {
	what := map[string]interface{}{"code": code, "message": sentence}
	if msgid == nil {
		return []interface{}{2, "error", []interface{}{what}}
	}
	return []interface{}{1, msgid, what, nil}
}

// answer returns the response to a request, nil to what wants none; or a
// fault, which a stream is told, while a datagram that has one is dropped.
func answer(body []byte) (reply, fault []interface{}) {
	value, err := unpack(body)
	if err != nil {
		return nil, failure(nil, -32700, "not one msgpack value")
	}
	message, _ := value.([]interface{})
	if !isMessage(message) {
		return nil, failure(asks(message), -32600, "not a message")
	}
	if integer(message[0]) != 0 {
		return nil, nil
	}
	name := nameOf(message[2])
	if method, known := methods[name]; known {
		result := method(message[3].([]interface{}))
		return []interface{}{1, message[1], nil, result}, nil
	}
	return failure(message[1], -32601, "no such method: "+plain(name)), nil
}

// plain is what may be shown on a terminal.
func plain(name string) string {
	if len(name) > 64 {
		name = name[:64]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, name)
}

func say(to io.Writer, message []interface{}) error {
	body, err := pack(message)
	if err != nil {
		return err
	}
	return writeFrame(to, body)
}

func serve(stream *net.TCPConn) {
	defer stream.Close()
	in := bufio.NewReader(stream)
	for {
		body, err := readFrame(in)
		if err != nil {
			refuse(stream, err)
			return
		}
		reply, fault := answer(body)
		if reply == nil {
			reply = fault
		}
		if reply != nil && say(stream, reply) != nil {
			return
		}
	}
}

// refuse says what broke the boundary, if that ended the stream. A close with
// unread bytes would be a reset, which destroys words on their way.
func refuse(stream *net.TCPConn, why error) {
	var lost lost
	if !errors.As(why, &lost) {
		return
	}
	say(stream, failure(nil, lost.code, lost.sentence))
	stream.CloseWrite()
	stream.SetReadDeadline(time.Now().Add(time.Second))
	io.Copy(io.Discard, stream)
}

func serveStreams(listener *net.TCPListener) {
	for {
		if stream, err := listener.AcceptTCP(); err == nil {
			go serve(stream)
		}
	}
}

func serveDatagrams(peer net.PacketConn) {
	body := make([]byte, 65535)
	for {
		size, sender, err := peer.ReadFrom(body)
		if err != nil {
			continue
		}
		if reply, _ := answer(body[:size]); reply != nil {
			if body, err := pack(reply); err == nil {
				peer.WriteTo(body, sender)
			}
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

func main() {
	if len(os.Args) != 2 {
		check(errors.New("usage: server tcp://HOST:PORT | udp://HOST:PORT"))
	}
	where, err := url.Parse(os.Args[1])
	check(err)
	if where.Scheme == "udp" {
		peer, err := net.ListenPacket("udp", where.Host)
		check(err)
		fmt.Printf("listening udp://%s\n", peer.LocalAddr())
		serveDatagrams(peer)
	}
	listener, err := net.Listen("tcp", where.Host)
	check(err)
	fmt.Printf("listening tcp://%s\n", listener.Addr())
	serveStreams(listener.(*net.TCPListener))
}
