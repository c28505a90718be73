package org.perfusionj.phantom.anatomy;

import java.util.Arrays;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SmoothNoise;

/**
 * One head of an {@link AtlasTemplate}. From outside to inside: skin, fat, muscle; bone with tables and diploe by depth,
 * sinuses and mastoid cells; eyes and orbits by simple shapes; falx and tentorium as sheets; and the brain, where the priors
 * of fluid, grey and white matter are turned into sharp folds: a number between 0 and 1 that varies like the distance to the
 * nearest sulcus and is spread evenly decides, below the prior of fluid for fluid, below the sum of fluid and grey for grey,
 * above for white. So each tissue is as frequent at a place as the prior says, cortex follows sulci, and every head has its
 * own. Deep in the brain the number stays near one half: there the likelier tissue wins.
 */
final class AtlasHead implements HeadAnatomy {

	private static final int AIR = Tissue.AIR.ordinal();
	private static final int FAT = Tissue.FAT.ordinal();
	private static final int SOFT = Tissue.SOFT.ordinal();
	private static final int BONE = Tissue.BONE.ordinal();
	private static final int DIPLOE = Tissue.DIPLOE.ordinal();
	private static final int CSF = Tissue.CSF.ordinal();
	private static final int GREY = Tissue.GREY.ordinal();
	private static final int WHITE = Tissue.WHITE.ordinal();
	private static final int EYE = Tissue.EYE.ordinal();
	private static final int DURA = Tissue.DURA.ordinal();
	private static final int CALCIFICATION = Tissue.CALCIFICATION.ordinal();
	private static final int PLEXUS = Tissue.PLEXUS.ordinal();

	private static final double TO_PRIOR = 1.0 / 255;
	private static final int X_STEP = AtlasFields.COUNT;
	private static final int Y_STEP = AtlasFields.COUNT * AtlasFields.NX;
	private static final int Z_STEP = AtlasFields.COUNT * AtlasFields.NX * AtlasFields.NY;

	/** Width of the change from one tissue to the next in units of the folding number: about 1 mm in the cortex. */
	private static final double SOFTNESS = 0.16;

	/** Sulci are this much longer into the depth than along the surface. */
	private static final double ALONG_DEPTH = 0.3;

	/** Age of the people in the template: older adults; chosen. */
	private static final double TEMPLATE_YEARS = 65;

	/** Ventricles: how far their walls move outwards, mm for each year. */
	private static final double VENTRICLE_MM_PER_YEAR = 0.05;

	/** Lower border of the falx: z at y. It ends at the straight sinus behind. */
	private static final double[] FALX_Y = { -100, -86, -71, -52, -40, -20, 0, 20, 35, 50, 62, 75 };
	private static final double[] FALX_Z = { -19, -17, -5, 11, 26, 38, 42, 39, 30, 10, -12, -20 };

	/** Centre of an eye, from the template; radius of the eye and of the vitreous body; where the optic nerve ends; mm. */
	private static final double EYE_X = 33.3;
	private static final double EYE_Y = 53;
	private static final double EYE_Z = -38.5;
	private static final double EYE_MM = 12.6;
	private static final double VITREOUS_MM = 11.4;
	private static final double APEX_X = 17;
	private static final double APEX_Y = 17;
	private static final double APEX_Z = -33;

	private final AtlasFields fields;
	private final byte[] values;
	private final Concretions concretions;
	private final SmoothNoise fold;
	private final SmoothNoise crease;
	private final SmoothNoise deep;
	private final SmoothNoise cells;
	private final SmoothNoise sheets;
	private final SmoothNoise layers;
	/** Odds of fluid in the sulci and in the depth against those of the template. */
	private final double sulcusOdds;
	private final double cisternOdds;
	private final double ventricleMm;
	private final double leftVentricle;
	private final double boneGrowthMm;
	private final double tableMm;
	private final double fatMm;
	private final double mastoidAir;

	AtlasHead(final AtlasFields fields, final Subject subject, final RandomStream random) {
		this.fields = fields;
		this.values = fields.values();
		final double years = subject.ageYears() - TEMPLATE_YEARS;
		this.concretions = new Concretions(subject, random.named("calcium"));
		this.fold = new SmoothNoise(random.named("fold"), 8.5);
		this.crease = new SmoothNoise(random.named("crease"), 4);
		this.deep = new SmoothNoise(random.named("deep"), 16);
		this.cells = new SmoothNoise(random.named("cells"), 2.6);
		this.sheets = new SmoothNoise(random.named("sheets"), 30);
		this.layers = new SmoothNoise(random.named("layers"), 11);
		final RandomStream own = random.named("measures");
		this.sulcusOdds = 0.8 * Math.exp(0.022 * years + own.gaussian(0, 0.25, -0.6, 0.6));
		this.cisternOdds = Math.exp(0.012 * years + own.gaussian(0, 0.2, -0.5, 0.5));
		this.ventricleMm = Math.max(-2.5, Math.min(3, VENTRICLE_MM_PER_YEAR * years + own.gaussian(0, 0.8, -2, 2)));
		this.leftVentricle = own.gaussian(1.05, 0.12, 0.75, 1.35);
		this.boneGrowthMm = own.gaussian(0.1, 0.5, -0.8, 1.2);
		this.tableMm = own.gaussian(1.9, 0.2, 1.4, 2.4);
		this.fatMm = own.gaussian(3.2, 1, 1.2, 6);
		this.mastoidAir = own.gaussian(0, 0.4, -0.8, 0.8);
	}

	@Override
	public void fractions(final double px, final double py, final double pz, final float[] fractions) {
		Arrays.fill(fractions, 0);
		final double shift = ventricleShift(px, py, pz);
		final double x = px < 0 ? px + shift : px - shift;
		final double u = x - AtlasVolumes.X0;
		final double v = py - AtlasVolumes.Y0;
		final double w = Math.max(0, pz - AtlasVolumes.Z0);
		if (!(u >= 0 && v >= 0 && u < AtlasFields.NX - 1 && v < AtlasFields.NY - 1 && w < AtlasFields.NZ - 1)) {
			fractions[AIR] = 1;
			return;
		}
		final int iu = (int) u;
		final int iv = (int) v;
		final int iw = (int) w;
		if (fields.isEmpty(iu, iv, iw)) {
			fractions[AIR] = 1;
			return;
		}
		final double fu = u - iu;
		final double fv = v - iv;
		final double fw = w - iw;
		double grey = 0;
		double white = 0;
		double fold = 0;
		double cranium = 0;
		double bone = 0;
		double head = 0;
		double ct = 0;
		int at = iw * Z_STEP + iv * Y_STEP + iu * X_STEP;
		for (int corner = 0; corner < 8; corner++) {
			final double weight = ((corner & 1) == 0 ? 1 - fu : fu) * ((corner & 2) == 0 ? 1 - fv : fv) * ((corner & 4) == 0 ? 1 - fw : fw);
			grey += weight * (values[at + AtlasFields.GREY] & 0xff);
			white += weight * (values[at + AtlasFields.WHITE] & 0xff);
			fold += weight * (values[at + AtlasFields.FOLDING] & 0xff);
			cranium += weight * (values[at + AtlasFields.CRANIUM] & 0xff);
			bone += weight * (values[at + AtlasFields.BONE] & 0xff);
			head += weight * (values[at + AtlasFields.HEAD] & 0xff);
			ct += weight * (values[at + AtlasFields.CT] & 0xff);
			at += corner == 1 || corner == 5 ? Y_STEP - X_STEP : corner == 3 ? Z_STEP - Y_STEP - X_STEP : X_STEP;
		}
		cranium = (cranium - AtlasFields.ZERO) * AtlasFields.CRANIUM_STEP;
		head = (head - AtlasFields.ZERO) * AtlasFields.HEAD_STEP;
		final double headShare = share(head);
		final double z = w + AtlasVolumes.Z0;
		fractions[AIR] = (float) (1 - headShare);
		final double inside = share(cranium) * headShare;
		if (inside > 0) brain(x, py, z, grey * TO_PRIOR, white * TO_PRIOR, fold * TO_PRIOR, cranium, inside, fractions);
		final double rest = headShare - inside;
		if (rest > 0) outside(x, py, z, cranium, (bone - AtlasFields.ZERO) * AtlasFields.BONE_STEP, head, ct * AtlasFields.CT_STEP, rest, fractions);
	}

	/** @return how far the wall of the ventricle has moved outwards here, mm: 0 in the midline and in the cortex */
	private double ventricleShift(final double x, final double y, final double z) {
		final double side = Math.abs(x);
		if (side > 55 || z < -25 || z > 60 || y < -85 || y > 70) return 0;
		final double rise = Math.min(1, side / 12);
		final double fall = side < 24 ? 1 : Math.max(0, 1 - (side - 24) / 30);
		final double dy = (y + 10) / 48;
		final double dz = (z - 14) / 24;
		final double round = Math.max(0, 1 - 0.5 * (dy * dy + dz * dz));
		return ventricleMm * (x < 0 ? leftVentricle : 1) * rise * fall * round * round;
	}

	/** @return 0 to 1 over 1 mm around a border */
	private static double share(final double distance) {
		return Math.max(0, Math.min(1, distance + 0.5));
	}

	private void brain(final double x, final double y, final double z, final double greyPrior, final double whitePrior, final double folding, final double depth, final double inside, final float[] fractions) {
		double left = inside;
		final double sum = greyPrior + whitePrior;
		final double fluidPrior = Math.max(0, 1 - sum);
		if (fluidPrior > 0.1) {
			final double dura = Math.min(1, falx(x, y, z) + tentorium(x, y, z));
			if (dura > 0) {
				fractions[DURA] += left * dura;
				left -= left * dura;
			}
		}
		final double calcium = concretions.at(x, y, z);
		if (calcium > 0) {
			fractions[CALCIFICATION] += left * calcium;
			left -= left * calcium;
		}
		if (left <= 0) return;
		final double odds = cisternOdds + folding * (sulcusOdds - cisternOdds);
		final double fluid = fluidPrior * odds / (fluidPrior * odds + 1 - fluidPrior);
		final double grey = sum > 0 ? (1 - fluid) * greyPrior / sum : 0;
		double csf;
		double cortex;
		if (fluid > 0.995 || sum > 0 && fluid < 0.005 && (greyPrior > 0.995 * sum || whitePrior > 0.995 * sum)) {
			csf = fluid > 0.5 ? 1 : 0;
			cortex = csf == 1 || whitePrior > greyPrior ? 0 : 1;
		}
		else {
			final double number = 0.5 * SOFTNESS + (1 - SOFTNESS) * number(x, y, z, folding, depth);
			csf = step((fluid - number) / SOFTNESS);
			cortex = Math.max(0, step((fluid + grey - number) / SOFTNESS) - csf);
		}
		if (csf > 0) {
			final double plexus = csf * plexus(x, y, z);
			fractions[PLEXUS] += left * plexus;
			csf -= plexus;
			fractions[CSF] += left * csf;
			csf += plexus;
		}
		fractions[GREY] += left * cortex;
		fractions[WHITE] += left * (1 - csf - cortex);
	}

	private static double step(final double value) {
		return Math.max(0, Math.min(1, value + 0.5));
	}

	/** @return spread evenly over 0 to 1 in the cortex, small in the middle of a sulcus; about one half in the depth */
	private double number(final double x, final double y, final double z, final double folding, final double depth) {
		final double middle = 0.5 + 0.05 * deep.at(x, y, z);
		if (folding < 0.15) return middle;
		// sulci stand upright on the surface: the pattern is stretched along the way to the middle of the hemisphere
		final double side = x < 0 ? -28 : 28;
		final double dx = x - side;
		final double dy = y - Math.max(-55, Math.min(30, y));
		final double dz = z - 8;
		final double length = Math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-6;
		final double squeeze = (40 + ALONG_DEPTH * (length - 40)) / length;
		final double value = 0.94 * fold.at(side + dx * squeeze, y - dy + dy * squeeze, 8 + dz * squeeze) + 0.34 * crease.at(x, y, z);
		return middle + Math.min(1, (folding - 0.15) / 0.75) * (spread(Math.abs(value)) - middle);
	}

	/** @return probability that a Gaussian number is smaller in size (Abramowitz and Stegun 7.1.27, within 0.0005) */
	private static double spread(final double size) {
		final double t = size * 0.7071067811865476;
		final double p = 1 + t * (0.278393 + t * (0.230389 + t * (0.000972 + t * 0.078108)));
		final double square = p * p;
		return 1 - 1 / (square * square);
	}

	private double falx(final double x, final double y, final double z) {
		if (x > 5 || x < -5) return 0;
		double low = Double.POSITIVE_INFINITY;
		for (int i = 1; i < FALX_Y.length; i++)
			if (y < FALX_Y[i]) {
				final double part = (y - FALX_Y[i - 1]) / (FALX_Y[i] - FALX_Y[i - 1]);
				low = FALX_Z[i - 1] + part * (FALX_Z[i] - FALX_Z[i - 1]);
				break;
			}
		if (z < low || y < FALX_Y[0]) return 0;
		final double away = Math.abs(x - 0.7 * sheets.at(0, y, z));
		// thicker towards the back and top, where it splits around the sinus
		final double half = 0.45 + (y < -40 ? 0.25 : 0);
		return Math.max(0, Math.min(1, half - away + 0.5)) * Math.min(1, 2 * half) * Math.min(1, (z - low) / 2);
	}

	private double tentorium(final double x, final double y, final double z) {
		if (z > 20 || z < -45 || y > -20) return 0;
		final double height = fields.tentorium(x, y);
		if (Double.isNaN(height)) return 0;
		// the sheet falls to the sides at about 45 degrees, so its height is thicker than the sheet
		final double away = Math.abs(z - height - 0.6 * sheets.at(x, y, 0)) * 0.75;
		return Math.max(0, Math.min(1, 1.1 - away)) * 0.9;
	}

	/** The glomus in the atrium of the lateral ventricle, a strand on the floor of its body. */
	private double plexus(final double x, final double y, final double z) {
		final double side = Math.abs(x);
		if (side < 3 || side > 32 || y < -55 || y > 12 || z < -12 || z > 28) return 0;
		final double gx = (side - 20.5) / 4;
		final double gy = (y + 38) / 7;
		final double gz = (z - 8) / 5.5;
		final double glomus = 1.15 - Math.sqrt(gx * gx + gy * gy + gz * gz) + 0.15 * cells.at(x, y, z);
		final double bodyX = (side - 9 + 0.32 * (y - 5)) / 1.6;
		final double bodyZ = (z - 15 + 0.006 * y * y) / 1.8;
		final double body = y < -40 || y > 6 ? 0 : 1.1 - Math.sqrt(bodyX * bodyX + bodyZ * bodyZ);
		return Math.max(0, Math.min(1, Math.max(3 * glomus, 1.6 * body)));
	}

	private void outside(final double x, final double y, final double z, final double cranium, final double blurredBone, final double head, final double ct, final double share, final float[] fractions) {
		double left = share;
		final double side = Math.abs(x);
		if (y > APEX_Y - 4 && z < -15 && z > -60 && side < 55 && cranium < 0) {
			left = orbit(side, y, z, left, fractions);
			if (left <= 0) return;
		}
		// a thin base lies under the brain even where the template is too blurred to show it; not in the foramen magnum
		final double grown = blurredBone + boneGrowthMm;
		final double base = Math.min(cranium + 2.6, 2 - cranium);
		final boolean foramen = z < -52 && side < 18 && y < -22 && y > -58;
		final double bone = foramen ? grown : Math.max(grown, base);
		if (head > 4) {
			// sinuses: edge of the template's air, sharpened, rough at the ethmoid cells
			final double gap = (AtlasVolumes.stretch(-105) + 130 * cells.at(x, y, z) - ct) / 260;
			// beside the nose and behind it; elsewhere only what is air without doubt, such as the ear canals
			final boolean nasal = side < 48 && y > -12;
			final double air = cranium > -1.5 ? 0 : step(nasal ? gap : gap - 1.5);
			if (air > 0) {
				fractions[AIR] += left * air;
				left -= left * air;
			}
			// a shell of bone around them, of half a voxel
			final double shell = cranium > -1.5 || !nasal ? 0 : Math.max(0, 1 - Math.abs(gap + 0.9) / 0.8) * 0.45;
			if (shell > 0 && left > 0) {
				fractions[BONE] += left * shell;
				left -= left * shell;
			}
		}
		final double boneShare = left * share(bone);
		if (boneShare > 0) {
			skull(x, y, z, side, Math.max(grown, base), boneShare, fractions);
			left -= boneShare;
		}
		if (left > 0) scalp(x, y, z, bone, head, left, fractions);
	}

	private void skull(final double x, final double y, final double z, final double side, final double depth, final double share, final float[] fractions) {
		if (z < -22 && y < -10 && y > -75 && side > 28) {
			// petrous bone is compact, the mastoid behind it full of cells
			final double mx = (side - 50) / 13;
			final double my = (y + 42) / 16;
			final double mz = (z + 44) / 18;
			final double mastoid = 1 - Math.sqrt(mx * mx + my * my + mz * mz);
			if (mastoid > -0.3 && depth > 0.6) {
				final double air = step((cells.at(x, y, z) + 1.6 * mastoid - 0.7 + mastoidAir) * 1.6) * Math.min(1, (depth - 0.6) * 1.5);
				fractions[AIR] += share * air;
				fractions[BONE] += share * (1 - air) * 0.75;
				fractions[DIPLOE] += share * (1 - air) * 0.25;
				return;
			}
		}
		final double table = tableMm + 0.25 * layers.at(x, y, z);
		final double spongy = step((depth - table) * 1.2);
		// the base of the skull is denser than the vault and has no clear diploe
		final double vault = z > -20 ? 1 : Math.max(0.35, 1 + (z + 20) / 20);
		fractions[DIPLOE] += share * spongy * vault;
		fractions[BONE] += share * (1 - spongy * vault);
	}

	private void scalp(final double x, final double y, final double z, final double bone, final double head, final double share, final float[] fractions) {
		final double skin = 1.9;
		final double wide = fatMm * Math.max(0.4, 1 + 0.3 * layers.at(x, y, z));
		double fat = Math.min(step(head - skin), step(skin + wide - head));
		// galea and periosteum over the bone
		fat = Math.min(fat, step((-bone - 0.9) * 1.3));
		// sheets of fat between muscles
		if (head > skin + wide && bone < -6) fat = Math.max(fat, step((0.12 - Math.abs(layers.at(x, 0.7 * y, 0.6 * z))) * 5) * Math.min(0.8, -0.5 * bone - 3));
		fractions[FAT] += share * fat;
		fractions[SOFT] += share * (1 - fat);
	}

	/**
	 * Eye, lens, optic nerve, muscles and fat of the orbit, mirrored to both sides.
	 *
	 * @return what is left of the share
	 */
	private double orbit(final double side, final double y, final double z, final double share, final float[] fractions) {
		final double dx = side - EYE_X;
		final double dy = y - EYE_Y;
		final double dz = z - EYE_Z;
		final double r = Math.sqrt(dx * dx + dy * dy + dz * dz);
		double left = share;
		if (r < EYE_MM + 0.5) {
			final double ball = left * step(EYE_MM - r);
			final double lens = step((1 - Math.sqrt(dx * dx / 22 + (dy - 8) * (dy - 8) / 4.5 + dz * dz / 22)) * 2.2);
			final double vitreous = step(VITREOUS_MM - r) * (1 - lens);
			fractions[EYE] += ball * vitreous;
			fractions[SOFT] += ball * (1 - vitreous);
			left -= ball;
			if (left <= 0) return 0;
		}
		if (y > EYE_Y + 4) return left;
		// a cone from behind the eye to the apex
		final double along = Math.max(0, Math.min(1, (EYE_Y - y) / (EYE_Y - APEX_Y)));
		final double cx = side - (EYE_X + along * (APEX_X - EYE_X));
		final double cz = z - (EYE_Z + along * (APEX_Z - EYE_Z));
		final double away = Math.sqrt(cx * cx + cz * cz);
		final double radius = 16.5 - 12.5 * along * along;
		final double cone = step(radius - away);
		if (cone > 0) {
			final double nerve = step(2.1 - away);
			// four straight muscles, flat against the wall
			final double ring = Math.abs(away - 0.78 * radius);
			final double across = Math.min(Math.abs(cx), Math.abs(cz));
			final double muscle = Math.min(step(1.7 - ring), step(4.2 - across));
			final double soft = Math.max(nerve, muscle);
			fractions[SOFT] += left * cone * soft;
			fractions[FAT] += left * cone * (1 - soft);
			left -= left * cone;
		}
		if (left > 0 && away > radius && away < radius + 1.6 && y < EYE_Y - 4) {
			final double wall = Math.min(1, 1.6 - (away - radius)) * 0.7;
			fractions[BONE] += left * wall;
			left -= left * wall;
		}
		return left;
	}

	@Override
	public int territory(final double x, final double y, final double z) {
		final int index = AtlasVolumes.index(x, y, z);
		if (index < 0) return 0;
		final int pair = fields.territoryPair(index);
		return pair == 0 ? 0 : x < 0 ? 2 * pair - 1 : 2 * pair;
	}

	@Override
	public double brainBottomMm() {
		return fields.bottom();
	}

	@Override
	public double brainTopMm() {
		return fields.top();
	}
}
