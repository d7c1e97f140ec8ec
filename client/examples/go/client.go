// The smallest honest client in Go, with vmihailenco/msgpack.
//
//	client URL call|notify|receive METHOD <PARAMS >RESULTS
//
// A frame on stdin holds the params of one message; each result is a frame on
// stdout. receive notifies, then prints all messages that come.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"time"
)

const timeout = 2 * time.Second

// peer sends bodies and waits for them, over either transport.
type peer struct {
	conn    net.Conn
	send    func(body []byte) error
	receive func() ([]byte, error)
}

func dial(where string) (*peer, error) {
	to, err := url.Parse(where)
	if err != nil {
		return nil, err
	}
	conn, err := net.DialTimeout(to.Scheme, to.Host, timeout)
	if err != nil {
		return nil, err
	}
	if to.Scheme == "udp" { // connected: only its datagrams come in
		return &peer{conn, func(body []byte) error {
			_, err := conn.Write(body)
			return err
		}, func() ([]byte, error) {
			body := make([]byte, 65535)
			size, err := conn.Read(body)
			return body[:size], err
		}}, nil
	}
	in := bufio.NewReader(conn)
	return &peer{conn, func(body []byte) error { return writeFrame(conn, body) },
		func() ([]byte, error) { return readFrame(in) }}, nil
}

func (p *peer) say(message ...interface{}) error {
	body, err := pack(message)
	if err != nil {
		return err
	}
	return p.send(body)
}

func (p *peer) call(msgid int64, method string,
	params interface{}) (interface{}, error) {
	p.conn.SetReadDeadline(time.Now().Add(timeout))
	if err := p.say(0, msgid, method, params); err != nil {
		return nil, err
	}
	for {
		body, err := p.receive()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the peer closed first")
		} else if err != nil {
			return nil, err
		}
		value, err := unpack(body)
		if err != nil {
			return nil, err
		}
		message, _ := value.([]interface{})
		switch {
		case !isMessage(message) || integer(message[0]) != 1 ||
			integer(message[1]) != msgid: // or it came too late
			fmt.Fprintln(os.Stderr, "client: meanwhile", value)
		case message[2] != nil:
			return nil, fmt.Errorf("the peer answered: %v", message[2])
		default:
			return message[3], nil
		}
	}
}

// show writes a value in a frame, as it came.
func show(value interface{}) error {
	body, err := pack(value)
	if err != nil {
		return err
	}
	return writeFrame(os.Stdout, body)
}

func run(where, verb, method string) error {
	peer, err := dial(where)
	if err != nil {
		return err
	}
	in := bufio.NewReader(os.Stdin)
	for msgid := int64(1); ; msgid++ {
		body, err := readFrame(in)
		if err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		params, err := unpack(body)
		if err != nil {
			return err
		}
		if verb != "call" {
			if err := peer.say(2, method, params); err != nil {
				return err
			}
			continue
		}
		result, err := peer.call(msgid, method, params)
		if err != nil {
			return err
		}
		if err := show(result); err != nil {
			return err
		}
	}
	for verb == "receive" {
		body, err := peer.receive()
		if err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		message, err := unpack(body)
		if err != nil {
			return err
		}
		if err := show(message); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: client URL call|notify|receive METHOD")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "client:", err)
		os.Exit(1)
	}
}
