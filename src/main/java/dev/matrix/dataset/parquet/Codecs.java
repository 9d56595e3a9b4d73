package dev.matrix.dataset.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Codecs in plain Java. The library's own come from Hadoop and unpack native code into the folder for temporary files at each start. Not thread-safe.
 */
final class Codecs implements CompressionCodecFactory {

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Unpacking((stored, size) -> stored);
            case SNAPPY -> new Unpacking(by(new SnappyDecompressor()));
            case ZSTD -> new Unpacking(by(new ZstdDecompressor()));
            case LZ4_RAW -> new Unpacking(by(new Lz4Decompressor()));
            case GZIP -> new Unpacking(Codecs::gunzip);
            default ->
                new Unpacking((packed, size) -> {
                    throw new UnsupportedCodecException(codec.name());
                });
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("this program writes no Parquet");
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    private interface Unpack {
        byte[] apply(byte[] packed, int size) throws IOException;
    }

    private static Unpack by(Decompressor decompressor) {
        return (packed, size) -> {
            byte[] unpacked = new byte[size];
            int length = decompressor.decompress(packed, 0, packed.length, unpacked, 0, size);
            return requireWhole(unpacked, length);
        };
    }

    private static byte[] gunzip(byte[] packed, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = new byte[size];
            return requireWhole(unpacked, in.readNBytes(unpacked, 0, size));
        }
    }

    private static byte[] requireWhole(byte[] unpacked, int length) throws IOException {
        if (length != unpacked.length) {
            throw new IOException("a page holds " + length + " bytes instead of " + unpacked.length);
        }
        return unpacked;
    }

    private record Unpacking(Unpack unpack) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack.apply(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer unpacked, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            unpacked.put(unpack.apply(bytes, size));
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
