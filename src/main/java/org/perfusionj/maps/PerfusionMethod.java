package org.perfusionj.maps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Quadrature;

/**
 * A way from tissue curves to perfusion parameters. It is prepared once for an AIF and a time grid and then applied to
 * blocks of voxel curves; masking, blocks, threads, progress, cancel and outputs are written once around it in
 * {@link MapComputation}. A new method is one class that implements this interface.
 */
public interface PerfusionMethod extends AutoCloseable {

	/** @return name in menus, macros and tables, for example "oSVD" */
	String name();

	/** @return every parameter in force under its macro name, in order */
	Map<String, String> parameters();

	/**
	 * @param aif concentration in the artery on the time grid, in the unit of the tissue curves
	 * @param time uniform time grid
	 * @return the method ready for tissue curves
	 * @throws org.perfusionj.work.PerfusionException if the AIF cannot be used, with the reason
	 */
	Prepared prepare(double[] aif, TimeGrid time);

	/** Frees what it holds outside Java's memory; most methods hold nothing there. Not before everything that it prepared is closed. */
	@Override
	default void close() {
		// nothing is held
	}

	/** A method made ready for an AIF, shared by all threads. */
	interface Prepared extends AutoCloseable {

		/** Largest number of curves in a block unless a method says otherwise. */
		int USUAL_BLOCK = 512;

		/**
		 * @return the maps that the method estimates itself. {@link MapComputation} derives the others: CBV from areas, MTT
		 *         from CBV and CBF, TTP from the tissue curve.
		 */
		Set<PerfusionMap> maps();

		/** @return whether the method estimates an AIF at every voxel ({@link EstimateBlock#localAif}) */
		default boolean estimatesLocalAif() {
			return false;
		}

		/** @return how many curves are best estimated at a time: few enough that it takes less than about half a second, since cancel is asked between blocks */
		default int block() {
			return USUAL_BLOCK;
		}

		/** @return rule by which the integral over a residue function becomes a sum: rectangle or trapezoid */
		default Quadrature quadrature() {
			return Quadrature.RECTANGLE;
		}

		/**
		 * @param capacity largest number of curves in one block
		 * @return an estimator for one thread
		 */
		Estimator newEstimator(int capacity);

		/**
		 * @param tissue concentration of one curve, finite
		 * @return the curve that the estimate predicts, where the method has a rule of its own for the convolution of AIF and residue function; else the
		 *         prediction follows from what is in an {@link EstimateBlock}
		 */
		default Optional<double[]> fit(final double[] tissue) {
			return Optional.empty();
		}

		/** @return what the user must know about the curves that were estimated so far; empty if there is nothing */
		default List<String> warnings() {
			return List.of();
		}

		/** Frees what it holds outside Java's memory; most methods hold nothing there. Not while an estimator is at work. */
		@Override
		default void close() {
			// nothing is held
		}
	}

	/** Estimates parameters of blocks of curves. Not thread-safe. */
	@FunctionalInterface
	interface Estimator {

		/**
		 * @param tissue concentration, [sample][curve]; finite
		 * @param count number of curves
		 * @param out filled for curves 0 to count - 1
		 */
		void estimate(float[][] tissue, int count, EstimateBlock out);
	}
}
