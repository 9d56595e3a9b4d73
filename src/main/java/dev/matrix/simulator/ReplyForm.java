package dev.matrix.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How the bodies that the native endpoints speak are written to the wire. Thread-safe. */
interface ReplyForm {

    /** A whole body. */
    byte[] whole(ObjectNode body);

    /** The type of a stream. */
    String streamType();

    /** A piece of a stream. */
    byte[] piece(ObjectNode body);

    /** The last piece of a stream. */
    byte[] last(ObjectNode body);

    /** The body of an error. */
    ObjectNode error(int status, String message);

    /** Bodies as they are, streams of lines. */
    static ReplyForm ofOllama(Json json) {
        return new ReplyForm() {
            @Override
            public byte[] whole(ObjectNode body) {
                return json.bytes(body);
            }

            @Override
            public String streamType() {
                return Json.LINES_TYPE;
            }

            @Override
            public byte[] piece(ObjectNode body) {
                return json.line(body);
            }

            @Override
            public byte[] last(ObjectNode body) {
                return json.line(body);
            }

            @Override
            public ObjectNode error(int status, String message) {
                return json.error(message);
            }
        };
    }
}
