package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.lstm.Sequences;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory of ND4J's arrays of floats, which stays ND4J's. */
public final class NativeArrays {

    private NativeArrays() {}

    /** Where the values of an array or a view begin. */
    public static FloatPointer address(INDArray array) {
        return new FloatPointer(array.data().addressPointer());
    }

    /** The values of an array or view without gaps, below 2 GB, in the order in which they lie there. */
    public static FloatBuffer buffer(INDArray array) {
        return NativeFloats.buffer(address(array), array.length());
    }

    /** An array [rows, width, steps] in any order. */
    public static Sequences sequences(INDArray array) {
        return new Sequences(
                address(array),
                (int) array.size(0),
                (int) array.size(1),
                (int) array.size(2),
                array.stride(0),
                array.stride(1),
                array.stride(2));
    }

    /** An array [rows, width, steps] of any content that lies in memory as products of all steps write it. */
    static INDArray timeMajor(LayerWorkspaceMgr workspaces, ArrayType type, long rows, long width, long steps) {
        return workspaces
                .createUninitialized(type, DataType.FLOAT, new long[] {steps, rows, width}, 'c')
                .permute(1, 2, 0);
    }
}
