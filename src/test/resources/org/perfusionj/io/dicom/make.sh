#!/bin/sh
# Makes the test files again with dcmtk (made with 3.6.7). Run it in this folder.
set -e
dump2dcm image.dump explicit-little.dcm
sed -e 's/(0028,0100) US 16/(0028,0100) US 8/;s/(0028,0101) US 12/(0028,0101) US 8/;s/(0028,0102) US 11/(0028,0102) US 7/;s/(0028,0103) US 1/(0028,0103) US 0/;s/pixels.raw/pixels8.raw/' image.dump > image8.dump
dump2dcm image8.dump explicit-little-8bit.dcm
rm image8.dump
dcmconv +te +g -e explicit-little.dcm undefined-lengths.dcm
dcmconv +ti +e explicit-little.dcm implicit-little.dcm
dcmconv +tb explicit-little.dcm explicit-big.dcm
dcmconv +tb explicit-little-8bit.dcm explicit-big-8bit.dcm
dcmconv +td explicit-little.dcm deflated.dcm
dcmconv -F +ti explicit-little.dcm bare-implicit-little.dcm
dcmconv -F +te explicit-little.dcm bare-explicit-little.dcm
dcmconv -F +tb explicit-little.dcm bare-explicit-big.dcm
dcmcrle explicit-little.dcm rle.dcm
dcmcrle explicit-little-8bit.dcm rle-8bit.dcm
dcmcjpeg +e1 explicit-little.dcm jpeg-lossless.dcm
# the second time of the deflated file: half a second after midnight, with the old date
sed -e 's/1.1.1\]/1.1.2]/;s/235959.500000/000000.500000/' image.dump > second.dump
dump2dcm second.dump second.dcm
dcmconv +td second.dcm deflated-second.dcm
rm second.dump second.dcm
dump2dcm +te enhanced.dump enhanced.dcm
dcmcrle enhanced.dcm enhanced-rle.dcm
