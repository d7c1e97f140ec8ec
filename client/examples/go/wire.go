// What client and server share: frames, and messages.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"reflect"
	"unicode/utf8"
)

const maxFrame = 16 << 20

// lost says that it is not known where the next frame begins.
type lost struct {
	code     int
	sentence string
}

func (l lost) Error() string { return l.sentence }

// readFrame returns the next body, or io.EOF where the stream ends.
func readFrame(from io.Reader) ([]byte, error) {
	var size uint32
	if err := binary.Read(from, binary.BigEndian, &size); err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, lost{-32700, "a frame of 0 bytes"}
	}
	if size > maxFrame {
		return nil, lost{-32004, fmt.Sprintf("a frame of %d bytes", size)}
	}
	// Reads until all have come, and takes memory only as they do.
	body, err := io.ReadAll(io.LimitReader(from, int64(size)))
	if err == nil && len(body) < int(size) {
		err = io.ErrUnexpectedEOF
	}
	return body, err
}

func writeFrame(to io.Writer, body []byte) error {
	head := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	_, err := to.Write(append(head, body...))
	return err
}

// integer returns the value of an integer of any width, or -1.
func integer(value interface{}) int64 {
	switch v := reflect.ValueOf(value); {
	case v.CanInt():
		return v.Int()
	case v.CanUint() && v.Uint() <= math.MaxInt64:
		return int64(v.Uint())
	}
	return -1
}

func isMsgid(value interface{}) bool {
	msgid := integer(value)
	return msgid >= 0 && msgid <= math.MaxUint32
}

// nameOf returns a method's name, which is a str or a bin; "" if it is none.
func nameOf(method interface{}) string {
	name, _ := method.(string)
	if bin, ok := method.([]byte); ok {
		name = string(bin)
	}
	if len(name) > 255 || !utf8.ValidString(name) {
		return ""
	}
	return name
}

// isMessage is true for an array of one of the three shapes.
func isMessage(it []interface{}) bool {
	isCall := func(method, params interface{}) bool {
		_, ok := params.([]interface{})
		return ok && nameOf(method) != ""
	}
	switch {
	case len(it) == 4 && integer(it[0]) == 0:
		return isMsgid(it[1]) && isCall(it[2], it[3])
	case len(it) == 4 && integer(it[0]) == 1:
		return isMsgid(it[1])
	}
	return len(it) == 3 && integer(it[0]) == 2 && isCall(it[1], it[2])
}

// asks returns the msgid of a request, whole or not; nil if it is none.
func asks(it []interface{}) interface{} {
	if len(it) > 1 && integer(it[0]) == 0 && isMsgid(it[1]) {
		return it[1]
	}
	return nil
}
