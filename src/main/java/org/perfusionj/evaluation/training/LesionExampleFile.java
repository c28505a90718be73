package org.perfusionj.evaluation.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/** One example in a file, so that it is made once: compressed, with the checksum of the compression; maps are stored inside the brain only. */
public final class LesionExampleFile {

	/** End of the names of the files. */
	public static final String EXTENSION = ".example";

	private static final int MAGIC = 0x504A4C45;
	private static final int VERSION = 1;
	private static final int BUFFER = 1 << 16;

	private LesionExampleFile() {}

	/**
	 * Writes a file that has its name only when it is complete.
	 *
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final LesionExample example, final Path file) throws IOException {
		FinishedFile.write(file, stream -> {
			final Deflater fast = new Deflater(Deflater.BEST_SPEED);
			final DeflaterOutputStream zip = new DeflaterOutputStream(stream, fast, BUFFER);
			final DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, BUFFER));
			write(example, out);
			out.flush();
			zip.finish();
			fast.end();
		});
	}

	private static void write(final LesionExample example, final DataOutputStream out) throws IOException {
		final LesionMaps maps = example.maps();
		final SpatialGrid grid = maps.grid();
		out.writeInt(MAGIC);
		out.writeInt(VERSION);
		out.writeUTF(maps.name());
		out.writeUTF(maps.method());
		out.writeUTF(maps.signal().name());
		for (final int size : new int[] { grid.width(), grid.height(), grid.slices() })
			out.writeInt(size);
		for (final double spacing : new double[] { grid.spacingX(), grid.spacingY(), grid.spacingZ() })
			out.writeDouble(spacing);
		final double[] affine = grid.orientation().affine();
		out.writeBoolean(affine != null);
		if (affine != null) for (final double number : affine)
			out.writeDouble(number);
		write(List.of(maps.brain(), maps.vessels(), maps.csf(), example.core(), example.lesion(), example.hard()), grid, out);
		out.writeInt(maps.maps().size());
		for (final Map.Entry<PerfusionMap, Volume> map : maps.maps().entrySet()) {
			out.writeUTF(map.getKey().key());
			write(map.getValue(), maps.brain(), out);
		}
		out.writeBoolean(maps.image().isPresent());
		if (maps.image().isPresent()) write(maps.image().get(), Mask.all(grid), out);
	}

	/** One bit of a voxel's byte for each mask. */
	private static void write(final List<Mask> masks, final SpatialGrid grid, final DataOutputStream out) throws IOException {
		final byte[] bits = new byte[grid.planeSize()];
		for (int z = 0; z < grid.slices(); z++) {
			Arrays.fill(bits, (byte) 0);
			for (int m = 0; m < masks.size(); m++)
				for (int i = 0; i < bits.length; i++)
					if (masks.get(m).plane(z)[i]) bits[i] |= 1 << m;
			out.write(bits);
		}
	}

	private static void write(final Volume volume, final Mask where, final DataOutputStream out) throws IOException {
		for (int z = 0; z < volume.grid().slices(); z++)
			for (int i = 0; i < volume.grid().planeSize(); i++)
				if (where.plane(z)[i]) out.writeFloat(volume.plane(z)[i]);
	}

	/**
	 * @return the example
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no example, damaged, or of another version
	 */
	public static LesionExample read(final Path file) throws IOException {
		try (InputStream stream = Files.newInputStream(file); DataInputStream in = new DataInputStream(new BufferedInputStream(new InflaterInputStream(stream), BUFFER))) {
			if (in.readInt() != MAGIC || in.readInt() != VERSION) throw damaged(file, null);
			final LesionExample example = read(in);
			// reads on to the checksum
			if (in.read() >= 0) throw damaged(file, null);
			return example;
		}
		catch (final ZipException | EOFException | IllegalArgumentException broken) {
			throw damaged(file, broken);
		}
	}

	private static PerfusionException damaged(final Path file, final Exception cause) {
		return new PerfusionException(file + " is no training example of this version, or is damaged. Remove it to have it made again.", cause);
	}

	private static LesionExample read(final DataInputStream in) throws IOException {
		final String name = in.readUTF();
		final String method = in.readUTF();
		final SignalType signal = SignalType.valueOf(in.readUTF());
		final int width = in.readInt();
		final int height = in.readInt();
		final int slices = in.readInt();
		final double spacingX = in.readDouble();
		final double spacingY = in.readDouble();
		final double spacingZ = in.readDouble();
		Orientation orientation = Orientation.NONE;
		if (in.readBoolean()) {
			final double[] affine = new double[12];
			for (int i = 0; i < affine.length; i++)
				affine[i] = in.readDouble();
			orientation = Orientation.scanner(affine);
		}
		final SpatialGrid grid = new SpatialGrid(width, height, slices, spacingX, spacingY, spacingZ, orientation);
		final List<Mask> masks = masks(6, grid, in);
		final Mask brain = masks.get(0);
		final Map<PerfusionMap, Volume> maps = new EnumMap<>(PerfusionMap.class);
		for (int count = in.readInt(); count > 0; count--)
			maps.put(PerfusionMap.of(in.readUTF()), volume(brain, in));
		final Optional<Volume> image = in.readBoolean() ? Optional.of(volume(Mask.all(grid), in)) : Optional.empty();
		return new LesionExample(new LesionMaps(name, method, signal, brain, maps, image, masks.get(1), masks.get(2)), masks.get(3), masks.get(4), masks.get(5));
	}

	private static List<Mask> masks(final int count, final SpatialGrid grid, final DataInputStream in) throws IOException {
		final boolean[][][] planes = new boolean[count][grid.slices()][grid.planeSize()];
		final byte[] bits = new byte[grid.planeSize()];
		for (int z = 0; z < grid.slices(); z++) {
			in.readFully(bits);
			for (int m = 0; m < count; m++)
				for (int i = 0; i < bits.length; i++)
					planes[m][z][i] = (bits[i] >> m & 1) != 0;
		}
		return Arrays.stream(planes).map(one -> new Mask(grid, one)).toList();
	}

	private static Volume volume(final Mask where, final DataInputStream in) throws IOException {
		final Volume volume = new Volume(where.grid());
		for (int z = 0; z < where.grid().slices(); z++)
			for (int i = 0; i < where.grid().planeSize(); i++)
				if (where.plane(z)[i]) volume.plane(z)[i] = in.readFloat();
		return volume;
	}
}
