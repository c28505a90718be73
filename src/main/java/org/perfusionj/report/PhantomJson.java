package org.perfusionj.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.google.gson.GsonBuilder;

import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.RaterPick;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

/** What was asked for, what was drawn, what the numbers of the label images mean, and the true vascular functions: the text of {@code phantom.json}. */
final class PhantomJson {

	/** Value of what the user left to the seed. */
	private static final String DRAWN = "auto";
	/** Key of the description under which the names of the branches stand. */
	private static final String VESSEL_LABELS = "vessel_labels";

	/** The innermost lists of numbers, each of which is better read on one line. */
	private static final Pattern ROW_OF_NUMBERS = Pattern.compile("\\[\\s*-?\\d[^\\[\\]\"{}]*]");

	private final Phantom phantom;

	PhantomJson(final Phantom phantom) {
		this.phantom = phantom;
	}

	/** @return JSON, ending in a newline; the same phantom gives the same text */
	String text() {
		final PhantomTruth truth = phantom.truth();
		final SoftwareVersion software = SoftwareVersion.current();
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("software", software.name() + " " + software.version());
		json.put("research_use_only", true);
		json.put("seed", phantom.settings().seed());
		json.put("anatomy", phantom.anatomy());
		json.put("occlusion", phantom.occlusion().key());
		json.put("asked_for", askedFor());
		json.put("files", files());
		json.put("labels", tissues());
		json.put("states", states());
		json.put("vessels", vessels());
		json.put("brain_ml", millilitres(truth.brain()));
		json.put("core_ml", millilitres(truth.core()));
		json.put("penumbra_ml", millilitres(truth.penumbra()));
		json.put("aif", vessel(truth.aif()));
		json.put("vof", vessel(truth.vof()));
		final Map<String, Object> drawn = new LinkedHashMap<>(phantom.description());
		drawn.remove(VESSEL_LABELS);
		json.put("drawn", drawn);
		final String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
		return ROW_OF_NUMBERS.matcher(text).replaceAll(row -> row.group().replaceAll("\\s+", " ")) + "\n";
	}

	private Map<String, Object> askedFor() {
		final ScanOptions scan = phantom.settings().scan();
		final Map<String, Object> asked = new LinkedHashMap<>();
		asked.put("occlusion", phantom.settings().occlusion().map(Occlusion::key).orElse("random"));
		asked.put("matrix", scan.matrix());
		asked.put("pixel_mm", value(scan.pixelMm()));
		asked.put("slices", value(scan.slices()));
		asked.put("slice_mm", value(scan.sliceMm()));
		asked.put("frames", value(scan.frames()));
		asked.put("frame_interval_s", value(scan.frameIntervalS()));
		asked.put("timing", scan.timing().key());
		asked.put("dose", scan.dose());
		asked.put("motion", scan.motion());
		return asked;
	}

	private static Object value(final OptionalDouble number) {
		return number.isPresent() ? number.getAsDouble() : DRAWN;
	}

	private static Object value(final OptionalInt number) {
		return number.isPresent() ? number.getAsInt() : DRAWN;
	}

	private Map<String, String> files() {
		final Map<String, String> files = new LinkedHashMap<>();
		files.put("series.nii.gz", "HU");
		TruthMap.of(phantom.truth()).forEach(map -> files.put(map.fileName(), map.unit()));
		files.put("labels.nii.gz", "number of the tissue that fills most of the voxel");
		files.put("states.nii.gz", "number of the state of its brain tissue; 0 also outside the brain");
		files.put("vessels.nii.gz", "number of the vessel that fills most of its blood, 0 if vessels fill less than a tenth of it");
		files.put("brain.nii.gz", "1 where grey and white matter fill at least half of the voxel");
		files.put("core.nii.gz", "1 in the infarct core");
		files.put("penumbra.nii.gz", "1 in tissue at risk");
		files.put("curves.csv", "s; HU above baseline in the blood of the vessels named below, without noise and partial volume, at the frame times of the first slice");
		files.put("readers.csv", "voxels from 0; s; HU above baseline: of the expert without noise, of the raters with it, at the frame times of their slices");
		return files;
	}

	private static Map<String, String> tissues() {
		final Map<String, String> names = new LinkedHashMap<>();
		for (final Tissue tissue : Tissue.values())
			names.put(String.valueOf(tissue.ordinal()), word(tissue));
		return names;
	}

	private static Map<String, String> states() {
		final Map<String, String> names = new LinkedHashMap<>();
		for (final TissueState state : TissueState.values())
			names.put(String.valueOf(state.ordinal()), word(state));
		return names;
	}

	private static String word(final Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** @return the vessels that are in the field of view; numbers alone if the description has no names */
	private Map<String, String> vessels() {
		final List<?> names = phantom.description().get(VESSEL_LABELS) instanceof List<?> list ? list : List.of();
		final Map<Integer, String> seen = new TreeMap<>();
		final Volume vessels = phantom.truth().vessels();
		for (int z = 0; z < vessels.grid().slices(); z++)
			for (final float label : vessels.plane(z))
				if (label > 0) seen.computeIfAbsent((int) label, number -> number <= names.size() ? names.get(number - 1).toString() : "");
		final Map<String, String> text = new LinkedHashMap<>();
		seen.forEach((number, name) -> text.put(number.toString(), name));
		return text;
	}

	private static double millilitres(final Mask mask) {
		return Math.round(1000 * mask.count() * mask.grid().voxelVolumeMl()) / 1000.0;
	}

	private static Map<String, Object> vessel(final VesselTruth truth) {
		final Map<String, Object> text = new LinkedHashMap<>();
		text.put("branch", truth.branch());
		text.put("expert_voxel", indices(truth.expert()));
		text.put("rater_voxels", truth.raters().stream().map(RaterPick::voxel).map(PhantomJson::indices).toList());
		return text;
	}

	private static int[] indices(final Voxel voxel) {
		return new int[] { voxel.x(), voxel.y(), voxel.z() };
	}
}
