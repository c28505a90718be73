package org.perfusionj.deconvolution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The verification cases in the test resources: 40 curve pairs by 14 variants; their README holds the definitions. */
public final class DeconvolutionCases {

	/** One row of expected values with its curves. */
	public record Row(int id, String method, double[] aif, double[] tissue, double dt, double kappa, double rho, double cbf, double cbv, double mtt, double tmax, OptionalDouble used, double oi, double[] residue) {

		/** @return settings that ask for this variant */
		public DeconvolutionSettings settings() {
			final String[] parts = method.split("_");
			final Algorithm algorithm = switch (parts[0]) {
				case "ssvd" -> Algorithm.SSVD;
				case "csvd" -> Algorithm.CSVD;
				case "osvd" -> Algorithm.OSVD;
				default -> Algorithm.TIKHONOV;
			};
			final boolean circulant = parts[1].equals("circ");
			final String rule = algorithm == Algorithm.TIKHONOV ? parts[parts.length - 1] : "";
			final String quadrature = circulant && parts.length == 3 ? "rect" : parts[circulant ? 2 : 1];
			return new DeconvolutionSettings(algorithm, circulant ? Optional.of(MatrixForm.CIRCULANT) : Optional.empty(), Optional.of(switch (quadrature) {
				case "rect" -> Quadrature.RECTANGLE;
				case "trap" -> Quadrature.TRAPEZOID;
				case "simpson" -> Quadrature.SIMPSON;
				case "volterra" -> Quadrature.VOLTERRA;
				default -> throw new IllegalStateException(method);
			}), OptionalDouble.empty(), 0.035, switch (rule) {
				case "fixed0.1" -> Lambda.fixed(0.1);
				case "gcv" -> Lambda.GCV;
				default -> Lambda.LCURVE;
			}, kappa);
		}
	}

	private DeconvolutionCases() {}

	/** @return all 560 rows */
	public static List<Row> rows() throws IOException {
		final Map<Integer, String[]> cases = new HashMap<>();
		for (final String line : lines("cases.csv")) {
			final String[] cells = line.split(",", 8);
			cases.put(Integer.parseInt(cells[0]), cells);
		}
		final Map<Integer, List<double[]>> curves = new HashMap<>();
		for (final String line : lines("curves.csv")) {
			final String[] cells = line.split(",");
			curves.computeIfAbsent(Integer.parseInt(cells[0]), id -> new ArrayList<>()).add(new double[] { Double.parseDouble(cells[2]), Double.parseDouble(cells[3]) });
		}
		final Map<String, double[]> residues = new HashMap<>();
		for (final String line : lines("residue.csv")) {
			final String[] cells = line.split(",");
			residues.put(cells[0] + cells[1], Arrays.stream(cells, 2, cells.length).filter(cell -> !cell.isBlank()).mapToDouble(Double::parseDouble).toArray());
		}
		final List<Row> rows = new ArrayList<>();
		for (final String line : lines("expected.csv")) {
			final String[] cells = line.split(",");
			final int id = Integer.parseInt(cells[0]);
			final String[] about = cases.get(id);
			final List<double[]> pairs = curves.get(id);
			rows.add(new Row(id, cells[1], pairs.stream().mapToDouble(p -> p[0]).toArray(), pairs.stream().mapToDouble(p -> p[1]).toArray(), Double.parseDouble(about[2]), Double.parseDouble(about[3]), Double.parseDouble(
				about[4]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3]), Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), cells[6].isBlank() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(
					cells[6])), Double.parseDouble(cells[7]), residues.get(cells[0] + cells[1])));
		}
		return rows;
	}

	private static List<String> lines(final String file) throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(DeconvolutionCases.class.getResourceAsStream("cases/" + file), StandardCharsets.UTF_8))) {
			return reader.lines().skip(1).filter(line -> !line.isBlank()).toList();
		}
	}
}
