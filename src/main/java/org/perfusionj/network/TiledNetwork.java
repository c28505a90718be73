package org.perfusionj.network;

import java.util.List;

import org.perfusionj.work.WorkMonitor;

/**
 * Runs a purely convolutional network on a field of any size in tiles, so that memory stays bounded. Each tile is computed with as wide a rim
 * as the network reaches, and zeros stand only around the field itself, so the result is that of the whole field at once (to rounding).
 */
public final class TiledNetwork implements Network {

	/**
	 * Bytes that the input and the output of the widest layer may take, for one tile; an engine needs about as much again for what it does inside a
	 * layer. The network of the paper (K = 5) takes 1.5 kB a cell: tiles of 128 x 128 x 8 cells with their rims, of which a fifth is computed twice.
	 */
	private static final long TILE_BYTES = 256L << 20;

	private final Network network;
	private final long tileCells;
	private final FieldBox rim;
	private final int outputs;

	/**
	 * @param network layers are all convolutions; closed with this one
	 * @throws IllegalArgumentException if they are not
	 */
	public TiledNetwork(final Network network) {
		this(network, TILE_BYTES);
	}

	TiledNetwork(final Network network, final long tileBytes) {
		this.network = network;
		int depth = 0;
		int height = 0;
		int width = 0;
		int channels = network.architecture().channels();
		int widest = channels;
		for (final Layer layer : network.architecture().layers()) {
			if (!(layer instanceof Layer.Convolution convolution)) throw new IllegalArgumentException("Only convolutions can be computed in tiles, not " + layer + ".");
			depth += convolution.depth() / 2;
			height += convolution.height() / 2;
			width += convolution.width() / 2;
			channels = convolution.outputs();
			widest = Math.max(widest, convolution.inputs() + convolution.outputs());
		}
		rim = new FieldBox(0, 0, 0, depth, height, width);
		outputs = channels;
		tileCells = tileBytes / (Float.BYTES * widest);
	}

	/**
	 * @param shape size of the whole input
	 * @param source where it is read tile by tile
	 * @param monitor told how far it is, and asked for cancellation at each tile and within
	 * @return values of the last layer, [z][y][x][channel]
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public float[] run(final FieldShape shape, final FieldSource source, final WorkMonitor monitor) {
		final List<TilePlan.Tile> tiles = TilePlan.of(shape, rim, tileCells).tiles();
		final float[] output = new float[shape.cells() * outputs];
		for (int n = 0; n < tiles.size(); n++) {
			monitor.check();
			final FieldBox box = tiles.get(n).outer();
			final FieldShape tile = box.shape(shape.channels());
			final float[] input = new float[tile.values()];
			source.read(box, input);
			final float[] result = network.run(tile, input, monitor.part((double) n / tiles.size(), (n + 1.0) / tiles.size()));
			copy(result, box, tiles.get(n).inner(), output, shape);
		}
		return output;
	}

	private void copy(final float[] result, final FieldBox outer, final FieldBox inner, final float[] output, final FieldShape shape) {
		for (int z = inner.z(); z < inner.z() + inner.depth(); z++)
			for (int y = inner.y(); y < inner.y() + inner.height(); y++) {
				final int from = ((z - outer.z()) * outer.height() + y - outer.y()) * outer.width() + inner.x() - outer.x();
				final int to = (z * shape.height() + y) * shape.width() + inner.x();
				System.arraycopy(result, from * outputs, output, to * outputs, inner.width() * outputs);
			}
	}

	@Override
	public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
		return run(shape, FieldSource.of(shape, input), monitor);
	}

	@Override
	public Architecture architecture() {
		return network.architecture();
	}

	@Override
	public void close() {
		network.close();
	}
}
