package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.anatomy.TissueDensity;
import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.perfusion.PerfusionModel;
import org.perfusionj.phantom.scan.ScanProtocol;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.phantom.vessels.Vasculature;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * In every voxel of a scan the area under the enhancement is what its tissue and its vessels hold: volume of tissue times
 * the area under the blood that has come, plus the share of each vessel times the area under its blood. What the end of the
 * scan cuts off is known, because blood is mixed by then: the level at the end times the mean time that contrast is behind.
 */
class MassBalanceTest {

	private static final double SCAN_S = 240;
	private static final double STEP_S = 0.5;

	@Test
	void everyVoxelHoldsWhatItsTissueAndItsVesselsBring() {
		try (Parallel parallel = new Parallel(2)) {
			// SETUP
			final RandomStream random = new RandomStream(31);
			final Subject subject = Subject.draw(random.named("subject"));
			final HeadAnatomy anatomy = new BuiltInTemplate().head(subject, random.named("anatomy"), parallel, WorkMonitor.SILENT);
			final HeadShape shape = HeadShape.draw(subject, random.named("shape"));
			final CircleOfWillis circle = CircleOfWillis.draw(random.named("circle")).beside(Occlusion.LEFT_M1);
			final PerfusionModel perfusion = PerfusionModel.draw(subject, Occlusion.LEFT_M1, circle, anatomy, random.named("perfusion"), WorkMonitor.SILENT);
			final ScanProtocol protocol = ScanProtocol.draw(TestPhantoms.small(0, 0), anatomy, shape::toHead, random.named("scan"));
			final TimeGrid time = new TimeGrid(0, 0.1, (int) (SCAN_S / 0.1) + 2);
			final Bolus bolus = Bolus.draw(subject, SCAN_S, random.named("bolus"));
			final Vasculature vessels = Vasculature.draw(subject, shape, anatomy, circle, perfusion, perfusion, bolus, time, random.named("vessels"), parallel, WorkMonitor.SILENT);
			final List<BloodPool> pools = vessels.pools();
			final TissueCurves curves = TissueCurves.of(bolus, perfusion.alpha(), time, parallel, WorkMonitor.SILENT);
			final List<Double> density = new ArrayList<>();
			pools.forEach(pool -> density.add(50.0));
			final HeadPlane[] head = new HeadPainter(anatomy, shape, TissueDensity.draw(subject, random.named("density")), perfusion, curves, density).paint(protocol.headGrid(), vessels.rasterise(protocol.headGrid(), parallel,
				WorkMonitor.SILENT), parallel, WorkMonitor.SILENT);
			final SliceScanner scanner = new SliceScanner(head, protocol.headGrid(), protocol.planesPerSlice(), protocol.firstPlane(0), pools, curves, time);
			final double[] root = bolus.at(time);
			final double rootArea = area(root);
			final double level = root[root.length - 1];

			for (int slice = 0; slice < protocol.grid().slices(); slice++) {
				// EXECUTE
				final double[] measured = new double[protocol.grid().planeSize()];
				final float[] now = new float[measured.length];
				final int samples = (int) (SCAN_S / STEP_S);
				for (int t = 0; t <= samples; t++) {
					scanner.enhancement(slice, t * STEP_S, now);
					for (int i = 0; i < measured.length; i++)
						measured[i] += now[i] * STEP_S * (t == 0 || t == samples ? 0.5 : 1);
				}

				// VERIFY
				final double[] expected = new double[measured.length];
				final List<HeadPlane> planes = scanner.planesOf(slice);
				for (final HeadPlane plane : planes) {
					for (final PerfusedPoints points : List.of(plane.brain(), plane.plexus()))
						for (int p = 0; p < points.count(); p++) {
							// a vessel fills the whole point
							if (points.cbf(p) == 0) continue;
							final double mtt = 60 * points.cbv(p) / points.cbf(p);
							final double behind = points.arrivalS(p) + points.dispersionS(p) + mtt * (1 + 1 / perfusion.alpha()) / 2;
							expected[points.index(p)] += points.cbv(p) / (100 * TissueCurves.KAPPA) * (rootArea - level * behind) / planes.size();
						}
					for (int k = 0; k < plane.blood().points().length; k++)
						expected[plane.blood().points()[k]] += plane.blood().fractions()[k] * area(pools.get(plane.blood().pools()[k]).curve()) / planes.size();
				}
				int voxels = 0;
				for (int i = 0; i < measured.length; i++) {
					if (expected[i] == 0) {
						assertEquals(0, measured[i]);
						continue;
					}
					voxels++;
					assertEquals(1, measured[i] / expected[i], 0.01, "voxel " + i + " of slice " + slice + ": " + measured[i] + " of " + expected[i] + " HU s");
				}
				assertTrue(voxels > 1000, voxels + " voxels with blood");
			}
		}
	}

	private static double area(final double[] curve) {
		double area = (curve[0] + curve[(int) (SCAN_S / 0.1)]) / 2;
		for (int i = 1; i < SCAN_S / 0.1; i++)
			area += curve[i];
		return 0.1 * area;
	}
}
