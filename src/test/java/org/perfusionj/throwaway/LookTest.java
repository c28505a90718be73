package org.perfusionj.throwaway;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.perfusionj.evaluation.*;
import org.perfusionj.report.*;
import org.perfusionj.work.*;
import org.perfusionj.vascular.*;
import org.perfusionj.io.*;
class LookTest {
	@Test void look() throws Exception {
		final PhantomScores s;
		try (Parallel p = new Parallel(2)) {
			s = new PhantomEvaluation(SamplePhantom.settings("1-6", new EstimatorCatalogue(PartialVolumeCorrection.AREA).estimators("auto,truth"), new MethodCatalogue(.73,1).methods("sSVD,cSVD,oSVD,Tikhonov"), List.of()), new SamplePhantom()).run(p, WorkMonitor.SILENT);
		}
		final List<PanelFigure> f = new PhantomScoreFigures(s).all();
		Files.createDirectories(Path.of("/tmp/evaluate/phantom"));
		for (final PanelFigure one : f) one.write(Path.of("/tmp/evaluate/phantom/" + one.name() + ".png"));
		final PhantomScoreTables t = new PhantomScoreTables(s);
		Files.writeString(Path.of("/tmp/evaluate/phantom/report.md"), new EvaluationReport(SoftwareVersion.current(), new Provenance("evaluate", Map.of("set", "phantom", "seeds", "1-6"), Map.of(), List.of()), List.of()).phantoms(s, f, List.of(), false));
		t.vascular().write(Path.of("/tmp/evaluate/phantom/vascular.csv")); t.maps().write(Path.of("/tmp/evaluate/phantom/maps.csv")); t.runs().write(Path.of("/tmp/evaluate/phantom/runs.csv"));
		Files.writeString(Path.of("/tmp/evaluate/phantom/log.txt"), String.join("\n", t.lines()));
	}
}
