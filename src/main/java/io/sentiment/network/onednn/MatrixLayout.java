package io.sentiment.network.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;

/** oneDNN's descriptions of where the values of a matrix lie; the caller closes them. */
public final class MatrixLayout {

    private MatrixLayout() {}

    /** Row after row. */
    public static dnnl_memory_desc_t plain(long height, long width, int type) {
        return of(height, width, type, dnnl.dnnl_ab);
    }

    /** Column after column. */
    public static dnnl_memory_desc_t transposed(long height, long width, int type) {
        return of(height, width, type, dnnl.dnnl_ba);
    }

    /** As oneDNN likes it. */
    public static dnnl_memory_desc_t any(long height, long width, int type) {
        return of(height, width, type, dnnl.dnnl_format_tag_any);
    }

    /** A value for each row of a matrix. */
    static dnnl_memory_desc_t vector(long height) {
        dnnl_memory_desc_t description = new dnnl_memory_desc_t();
        OneDnn.require(
                dnnl.dnnl_memory_desc_init_by_tag(description, 1, new long[] {height}, dnnl.dnnl_f32, dnnl.dnnl_a),
                "describe a vector");
        return description;
    }

    private static dnnl_memory_desc_t of(long height, long width, int type, int tag) {
        dnnl_memory_desc_t description = new dnnl_memory_desc_t();
        OneDnn.require(
                dnnl.dnnl_memory_desc_init_by_tag(description, 2, new long[] {height, width}, type, tag),
                "describe a matrix");
        return description;
    }
}
