// What client and server share: values, packed and unpacked.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

const maxDepth = 128

// ext is an ext of any type; also a timestamp, of type -1: a time.Time holds
// only those that are right.
type ext struct {
	kind int8
	data string // of bytes: so that an ext can be the key of a map
}

func (e ext) EncodeMsgpack(to *msgpack.Encoder) error {
	if err := to.EncodeExtHeader(e.kind, len(e.data)); err != nil {
		return err
	}
	_, err := io.WriteString(to.Writer(), e.data)
	return err
}

func readExt(from *msgpack.Decoder) (interface{}, error) {
	kind, size, err := from.DecodeExtHeader()
	if err != nil || size > maxFrame {
		return nil, errors.New("an ext that is longer than a frame")
	}
	data := make([]byte, size)
	err = from.ReadFull(data)
	return ext{kind, string(data)}, err
}

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
	case msgpcode.IsExt(code):
		return readExt(from)
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
