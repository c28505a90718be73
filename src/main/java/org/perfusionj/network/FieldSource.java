package org.perfusionj.network;

/** Where a network reads its input part by part, so that all of it need not lie in memory. */
@FunctionalInterface
public interface FieldSource {

	/**
	 * @param box a part of the field, within its borders; parts may overlap
	 * @param values receives the values of the part, [z][y][x][channel]
	 */
	void read(FieldBox box, float[] values);

	/** @return one that reads from an array, [z][y][x][channel] */
	static FieldSource of(final FieldShape shape, final float[] field) {
		return (box, values) -> {
			final int row = box.width() * shape.channels();
			int to = 0;
			for (int z = box.z(); z < box.z() + box.depth(); z++)
				for (int y = box.y(); y < box.y() + box.height(); y++, to += row)
					System.arraycopy(field, ((z * shape.height() + y) * shape.width() + box.x()) * shape.channels(), values, to, row);
		};
	}
}
