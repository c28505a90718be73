package org.perfusionj.phantom.vessels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.perfusionj.work.PerfusionException;

/**
 * The arteries and veins of a head, in template space (MNI152 mm).
 *
 * @param branches in a fixed order
 */
public record VesselTree(List<VesselBranch> branches) {

	private static final String RESOURCE = "waypoints_mni.csv";
	private static final String[] COLUMNS = { "vessel", "x", "y", "z", "radius_mm", "parent", "arrival_s", "kind", "confidence" };

	/** Copies the list. */
	public VesselTree {
		branches = List.copyOf(branches);
	}

	/**
	 * Reads the table of centre lines: 63 vessels in steps of 3.5 to 9 mm, measured on an artery atlas of 41 healthy subjects
	 * (Bernier et al., Hum. Brain Mapp. 2018), a template of venous sinuses and the fluid prior of a CT template, or guessed
	 * where those show nothing (confidence C).
	 *
	 * @return the tree of the template
	 * @throws PerfusionException if the table inside the program is damaged
	 */
	public static VesselTree template() {
		try (InputStream in = VesselTree.class.getResourceAsStream(RESOURCE)) {
			if (in == null) throw new PerfusionException("The table of vessels " + RESOURCE + " is missing from this program: install it again.");
			return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
		}
		catch (final IOException | RuntimeException thrown) {
			if (thrown instanceof PerfusionException known) throw known;
			throw new PerfusionException("The table of vessels " + RESOURCE + " inside this program cannot be read: install it again. (" + thrown.getMessage() + ")", thrown);
		}
	}

	private static VesselTree read(final BufferedReader reader) throws IOException {
		final List<String> header = cells(reader.readLine());
		final Map<String, Integer> column = new LinkedHashMap<>();
		for (final String name : COLUMNS) {
			if (!header.contains(name)) throw new PerfusionException("The table of vessels " + RESOURCE + " has no column " + name + ".");
			column.put(name, header.indexOf(name));
		}
		final Map<String, List<Waypoint>> points = new LinkedHashMap<>();
		final Map<String, List<String>> first = new LinkedHashMap<>();
		for (String line; (line = reader.readLine()) != null;) {
			if (line.isBlank()) continue;
			final List<String> row = cells(line);
			final String name = row.get(column.get("vessel"));
			first.putIfAbsent(name, row);
			points.computeIfAbsent(name, unused -> new ArrayList<>()).add(new Waypoint(number(row, column, "x"), number(row, column, "y"), number(row, column, "z"), number(row, column, "radius_mm"), number(row,
				column, "arrival_s"), Waypoint.Confidence.valueOf(row.get(column.get("confidence")))));
		}
		final List<VesselBranch> branches = new ArrayList<>();
		points.forEach((name, line) -> {
			final List<String> row = first.get(name);
			branches.add(new VesselBranch(name, row.get(column.get("kind")).equals("vein"), row.get(column.get("parent")), line));
		});
		return new VesselTree(branches);
	}

	private static double number(final List<String> row, final Map<String, Integer> column, final String name) {
		return Double.parseDouble(row.get(column.get(name)));
	}

	/** Cells of a line of comma-separated values; a quoted cell may hold commas. */
	private static List<String> cells(final String line) {
		final List<String> cells = new ArrayList<>();
		final StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			final char c = line.charAt(i);
			if (c == '"') quoted = !quoted;
			else if (c == ',' && !quoted) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else cell.append(c);
		}
		cells.add(cell.toString());
		return cells;
	}

	/** @return the branch of that name, empty if this tree lacks it */
	public Optional<VesselBranch> find(final String name) {
		return branches.stream().filter(branch -> branch.name().equals(name)).findFirst();
	}

	/** @return the branch of that name, which must be there */
	public VesselBranch branch(final String name) {
		return find(name).orElseThrow(() -> new IllegalArgumentException("There is no vessel " + name + "."));
	}

	/** @return true if it has a branch of that name */
	public boolean has(final String name) {
		return find(name).isPresent();
	}

	/** @return all arteries */
	public List<VesselBranch> arteries() {
		return branches.stream().filter(branch -> !branch.vein()).toList();
	}

	/** @return all veins */
	public List<VesselBranch> veins() {
		return branches.stream().filter(VesselBranch::vein).toList();
	}

	/** @return names of the branches that drain into (or are fed by) one, and of all beyond them, the branch itself first */
	public List<String> subtree(final String name) {
		final List<String> names = new ArrayList<>(List.of(name));
		for (int i = 0; i < names.size(); i++)
			for (final VesselBranch branch : branches)
				if (branch.parent().equals(names.get(i)) && !names.contains(branch.name())) names.add(branch.name());
		return names;
	}

	/** @return the same with one branch changed */
	VesselTree change(final String name, final UnaryOperator<VesselBranch> how) {
		branch(name);
		return new VesselTree(branches.stream().map(branch -> branch.name().equals(name) ? how.apply(branch) : branch).toList());
	}

	/** @return the same without one branch */
	VesselTree without(final String name) {
		return new VesselTree(branches.stream().filter(branch -> !branch.name().equals(name)).toList());
	}
}
