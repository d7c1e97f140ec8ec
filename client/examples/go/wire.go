// What client and server share: msgpack's options, frames, and messages.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"unicode/utf8"

	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

const (
	maxFrame = 16 << 20
	maxDepth = 128
)

// lost says that it is not known where the next frame begins.
type lost struct {
	code     int
	sentence string
}

func (l lost) Error() string { return l.sentence }

func pack(value interface{}) ([]byte, error) {
	var body bytes.Buffer
	encoder := msgpack.NewEncoder(&body)
	encoder.UseCompactInts(true) // whatever type they have here
	err := encoder.Encode(value)
	return body.Bytes(), err
}

// unpack takes exactly one value.
func unpack(body []byte) (value interface{}, err error) {
	defer func() { // a key that Go can't hash, as an array
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	reader := bytes.NewReader(body)
	value, err = read(msgpack.NewDecoder(reader), 0)
	if err == nil && reader.Len() > 0 {
		err = errors.New("bytes after the value")
	}
	return value, err
}

// read takes arrays and maps by itself: the library makes room for any count,
// takes no keys but strings, and nests until the stack's end ends the program.
func read(from *msgpack.Decoder, depth int) (interface{}, error) {
	code, err := from.PeekCode()
	if err != nil {
		return nil, err
	}
	isArray := msgpcode.IsFixedArray(code) || code == msgpcode.Array16 ||
		code == msgpcode.Array32
	isMap := msgpcode.IsFixedMap(code) || code == msgpcode.Map16 ||
		code == msgpcode.Map32
	switch {
	case (isArray || isMap) && depth == maxDepth:
		return nil, errors.New("nested too deep")
	case isArray:
		return readArray(from, depth)
	case isMap:
		return readMap(from, depth)
	}
	return from.DecodeInterface()
}

func readArray(from *msgpack.Decoder, depth int) (interface{}, error) {
	all := []interface{}{}
	count, err := from.DecodeArrayLen()
	for ; count > 0 && err == nil; count-- {
		var element interface{}
		element, err = read(from, depth+1)
		all = append(all, element)
	}
	return all, err
}

func readMap(from *msgpack.Decoder, depth int) (interface{}, error) {
	all := map[interface{}]interface{}{}
	count, err := from.DecodeMapLen()
	for ; count > 0 && err == nil; count-- {
		var key, value interface{}
		if key, err = read(from, depth+1); err == nil {
			value, err = read(from, depth+1)
			all[key] = value
		}
	}
	return all, err
}

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
	body := make([]byte, size)
	_, err := io.ReadFull(from, body) // Read may return with less
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
