package org.perfusionj.phantom.perfusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;

/**
 * How the arteries at the base of one brain are joined: which of the common variants it has. It is drawn once; what a clot
 * takes and where the vessels run both follow from it. How often:
 * <ul>
 * <li>fetal-type posterior cerebral artery, fed by the carotid artery: 15.9 % of people, on both sides 2.3 % (Gaigalaite et al.,
 * PLoS One 2019);</li>
 * <li>both posterior communicating arteries below 1 mm 27.8 % (Hindenes et al., PLoS One 2020), one of them 35 % (chosen), half of
 * them missing;</li>
 * <li>first segment of one anterior cerebral artery small or missing 8 % (literature 5-10 %), more often the right (chosen);</li>
 * <li>one second segment for both sides (azygos) 1 %;</li>
 * <li>anterior communicating artery small or missing 16 %, so that with the first segments 77 % have a complete anterior half
 * (77.3 % of 300: Naveen et al., Ann Indian Acad Neurol 18:391, 2015).</li>
 * </ul>
 * A small artery carries no blood that matters to the other side of it.
 *
 * @param fetalLeft whether the left carotid artery feeds the left posterior cerebral artery
 * @param fetalRight the same on the right
 * @param communicatingLeft posterior communicating artery; usual on a side with a fetal-type artery, of which it is the beginning
 * @param communicatingRight the same on the right
 * @param firstLeft first segment of the anterior cerebral artery
 * @param firstRight the same on the right; at least one of them is usual
 * @param anteriorCommunicating usual where a first segment is not, because it then feeds that side, and where the second segment is
 *          common to both
 * @param azygos whether both first segments lead to one second segment
 */
public record CircleOfWillis(boolean fetalLeft, boolean fetalRight, State communicatingLeft, State communicatingRight, State firstLeft, State firstRight, State anteriorCommunicating, boolean azygos) {

	/** How well developed an artery is. */
	public enum State {
		/** Carries blood. */
		USUAL,
		/** Too narrow to carry blood that matters. */
		SMALL,
		/** Not there. */
		MISSING
	}

	/** Every artery is there and none is unusual. */
	public static final CircleOfWillis COMPLETE = new CircleOfWillis(false, false, State.USUAL, State.USUAL, State.USUAL, State.USUAL, State.USUAL, false);

	/** @throws IllegalArgumentException if variants are combined that exclude each other */
	public CircleOfWillis {
		if (fetalLeft && communicatingLeft != State.USUAL || fetalRight && communicatingRight != State.USUAL) throw new IllegalArgumentException("a fetal-type artery begins with a usual communicating artery");
		if (firstLeft != State.USUAL && firstRight != State.USUAL) throw new IllegalArgumentException("one first segment must feed both sides");
		final boolean lessAnterior = firstLeft != State.USUAL || firstRight != State.USUAL;
		if (azygos && lessAnterior) throw new IllegalArgumentException("both first segments lead to an azygos second segment");
		if ((azygos || lessAnterior) && anteriorCommunicating != State.USUAL) throw new IllegalArgumentException("both sides must be joined");
	}

	/** @return the circle of one head of the population */
	public static CircleOfWillis draw(final RandomStream random) {
		final double kind = random.uniform();
		final boolean rightFirst = random.chance(0.5);
		final boolean fetalLeft = kind < 0.023 || kind < 0.159 && !rightFirst;
		final boolean fetalRight = kind < 0.023 || kind < 0.159 && rightFirst;
		final double missing = random.uniform();
		final boolean missingRight = random.chance(0.5);
		final State left = less(random, missing < 0.278 || missing < 0.628 && !missingRight);
		final State right = less(random, missing < 0.278 || missing < 0.628 && missingRight);
		final State first = less(random, random.chance(0.08));
		final boolean onTheRight = random.chance(0.65);
		final boolean azygos = random.chance(0.01) && first == State.USUAL;
		final State anterior = less(random, random.chance(0.16));
		return new CircleOfWillis(fetalLeft, fetalRight, fetalLeft ? State.USUAL : left, fetalRight ? State.USUAL : right, onTheRight ? State.USUAL : first, onTheRight ? first : State.USUAL,
			first == State.USUAL && !azygos ? anterior : State.USUAL, azygos);
	}

	private static State less(final RandomStream random, final boolean affected) {
		final boolean small = random.chance(0.5);
		return affected ? small ? State.SMALL : State.MISSING : State.USUAL;
	}

	/**
	 * An occlusion is of one side. Two variants would make it one of both: an azygos second segment that is occluded, and a
	 * carotid artery that feeds both anterior cerebral arteries because the other side has no first segment. They are not
	 * combined with such an occlusion (chosen): the second segments are two, the missing segment is a small one.
	 *
	 * @return the same circle, or the one that takes its place beside the occlusion
	 */
	public CircleOfWillis beside(final Occlusion occlusion) {
		if (occlusion.site() == Occlusion.Site.A && azygos) return new CircleOfWillis(fetalLeft, fetalRight, communicatingLeft, communicatingRight, firstLeft, firstRight, anteriorCommunicating, false);
		if (occlusion.site() != Occlusion.Site.ICA || first(other(occlusion.side())) != State.MISSING) return this;
		return new CircleOfWillis(fetalLeft, fetalRight, communicatingLeft, communicatingRight, present(firstLeft), present(firstRight), anteriorCommunicating, azygos);
	}

	private static State present(final State state) {
		return state == State.MISSING ? State.SMALL : state;
	}

	/** @return whether the carotid artery of the side feeds its posterior cerebral artery */
	public boolean fetal(final Occlusion.Side side) {
		return side == Occlusion.Side.LEFT ? fetalLeft : fetalRight;
	}

	/** @return posterior communicating artery of the side */
	public State communicating(final Occlusion.Side side) {
		return side == Occlusion.Side.LEFT ? communicatingLeft : communicatingRight;
	}

	/** @return first segment of the anterior cerebral artery of the side */
	public State first(final Occlusion.Side side) {
		return side == Occlusion.Side.LEFT ? firstLeft : firstRight;
	}

	private static Occlusion.Side other(final Occlusion.Side side) {
		return side == Occlusion.Side.LEFT ? Occlusion.Side.RIGHT : Occlusion.Side.LEFT;
	}

	/** @return whether blood of the other carotid artery can feed the anterior cerebral artery of the side */
	boolean crossesTo(final Occlusion.Side side) {
		return anteriorCommunicating == State.USUAL && first(other(side)) == State.USUAL;
	}

	/** @return whether the first segment of the side is the only way to both anterior cerebral arteries */
	boolean feedsBoth(final Occlusion.Side side) {
		return first(other(side)) == State.MISSING;
	}

	/** @return whether blood of the carotid artery can feed the posterior cerebral artery of the side */
	boolean carotidReachesPosterior(final Occlusion.Side side) {
		return communicating(side) == State.USUAL;
	}

	/** @return whether blood of other arteries can feed the end of the carotid artery of the side */
	boolean goesRoundCarotid(final Occlusion.Side side) {
		return crossesTo(side) && first(side) == State.USUAL || !fetal(side) && communicating(side) == State.USUAL;
	}

	/** @return the side of the carotid artery that feeds an artery of the given side; none if it is the basilar artery, or both do */
	Occlusion.Side carotidOf(final Artery artery, final Occlusion.Side side) {
		if (artery == Artery.A2 || artery.isBeyond(Artery.A2)) return azygos ? Occlusion.Side.NONE : first(side) == State.MISSING ? other(side) : side;
		if (artery == Artery.P1) return Occlusion.Side.NONE;
		if (artery == Artery.POSTERIOR_COMMUNICATING || artery.isBeyond(Artery.P1)) return fetal(side) ? side : Occlusion.Side.NONE;
		return side;
	}

	/**
	 * @param territory number on the left side
	 * @return the side of the carotid artery that feeds the territory of the given side; none if it is the basilar artery, or both do
	 */
	Occlusion.Side carotidOf(final int territory, final Occlusion.Side side) {
		return switch (territory) {
			case 1, 3 -> carotidOf(Artery.A2, side);
			case 5, 7, 9, 11, 13, 15, 23 -> side;
			case 17, 19 -> carotidOf(Artery.P2, side);
			default -> Occlusion.Side.NONE;
		};
	}

	/** @return the arteries of the side that get their blood from the artery */
	List<Artery> children(final Artery artery, final Occlusion.Side side) {
		if (artery == Artery.POSTERIOR_COMMUNICATING) return fetal(side) ? List.of(Artery.P2) : List.of();
		return artery.children().stream().filter(child -> carotidOf(child, side) == carotidOf(artery, side)).toList();
	}

	/** @return what was drawn, in words, in order */
	public Map<String, Object> description() {
		final Map<String, Object> drawn = new LinkedHashMap<>();
		drawn.put("fetal_posterior_cerebral_artery", sides(fetalLeft, fetalRight));
		drawn.put("small_posterior_communicating_artery", sides(communicatingLeft == State.SMALL, communicatingRight == State.SMALL));
		drawn.put("missing_posterior_communicating_artery", sides(communicatingLeft == State.MISSING, communicatingRight == State.MISSING));
		drawn.put("small_A1", sides(firstLeft == State.SMALL, firstRight == State.SMALL));
		drawn.put("missing_A1", sides(firstLeft == State.MISSING, firstRight == State.MISSING));
		drawn.put("anterior_communicating_artery", switch (anteriorCommunicating) {
			case USUAL -> "usual";
			case SMALL -> "small";
			case MISSING -> "missing";
		});
		drawn.put("azygos_A2", azygos);
		return drawn;
	}

	private static String sides(final boolean left, final boolean right) {
		return left && right ? "left and right" : left ? "left" : right ? "right" : "none";
	}
}
