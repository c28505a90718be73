package org.perfusionj.network.aifnet;

import java.util.BitSet;

import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.FieldBox;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.FieldSource;

/** The head of a scan as a network sees it: frames around the arrival of the bolus, then the pre-bolus image; see {@link InputSpec} and {@link InputScaling}. */
final class CellInput implements FieldSource {

	private final CellSeries cells;
	private final InputSpec spec;
	private final HeadBox head;
	private final FieldShape shape;
	private final IntervalMeans means;

	CellInput(final CellSeries cells, final InputSpec spec) {
		this.cells = cells;
		this.spec = spec;
		this.head = HeadBox.of(cells);
		this.shape = new FieldShape(cells.grid().depth(), head.height(), head.width(), spec.channels());
		this.means = new IntervalMeans(cells.time().times(), spec.times(cells.arrivalS()));
	}

	/** @return size of the head and its channels */
	FieldShape shape() {
		return shape;
	}

	/** @return times of the network's frames, s after the first frame of the scan */
	TimeGrid times() {
		return spec.times(cells.arrivalS());
	}

	/** @return cell of the scan of each cell of the head, in order */
	int cell(final int index) {
		final int z = index / head.planeSize();
		final int y = index % head.planeSize() / head.width();
		final int x = index % head.width();
		return z * cells.grid().planeSize() + (head.y() + y) * cells.grid().width() + head.x() + x;
	}

	/** @return cells of the head that may contribute */
	BitSet usable() {
		final BitSet usable = new BitSet(shape.cells());
		for (int i = 0; i < shape.cells(); i++)
			if (cells.isUsable(cell(i))) usable.set(i);
		return usable;
	}

	@Override
	public void read(final FieldBox box, final float[] values) {
		final int channels = spec.channels();
		final float[] row = new float[box.width()];
		for (int z = 0; z < box.depth(); z++)
			for (int y = 0; y < box.height(); y++) {
				final int from = cell(((box.z() + z) * shape.height() + box.y() + y) * shape.width() + box.x());
				final int to = (z * box.height() + y) * box.width() * channels;
				for (int t = 0; t < spec.frames(); t++) {
					means.of(t, cells.curves(), from, row, row.length);
					for (int x = 0; x < row.length; x++)
						values[to + x * channels + t] = InputScaling.enhancement(row[x]);
				}
				for (int x = 0; x < row.length; x++)
					values[to + x * channels + spec.frames()] = InputScaling.baseline(cells.baseline()[from + x]);
			}
	}
}
